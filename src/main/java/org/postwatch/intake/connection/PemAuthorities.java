package org.postwatch.intake.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;

/** Certificate authorities in PEM, to be trusted instead of those of the JVM. */
public final class PemAuthorities {
    private PemAuthorities() {}

    /**
     * Trusts the certificates in the text.
     *
     * @param name where the text is from, for messages
     * @throws ConnectionProblemException when there is none in it
     */
    public static TrustManagerFactory trust(String pem, String name) {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
            if (!certificates.isEmpty()) {
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                for (Certificate certificate : certificates) {
                    trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
                }
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(trusted);
                return factory;
            }
        } catch (GeneralSecurityException | IOException e) {
            // Reported below.
        }
        throw new ConnectionProblemException(name + " is no list of certificates; expected PEM (BEGIN CERTIFICATE)");
    }
}
