package org.postwatch.http;

import java.util.List;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of a server, from files that may be replaced while it runs. Files that are invalid, for example because only one of
 * them has been replaced so far, are reported and not used.
 */
final class TlsReloader {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReloader.class);

    private final TlsFiles files;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private List<String> used;
    private String reported = "";

    /** @throws HttpServerException if the files are invalid */
    TlsReloader(TlsFiles files) {
        this.files = files;
        used = files.texts();
        use(factory, files.material(used));
        factory.setCipherComparator(HTTP2Cipher.COMPARATOR);
        factory.setUseCipherSuitesOrder(true);
        factory.setWantClientAuth(files.clientCa().isPresent());
        factory.setRenegotiationAllowed(false);
    }

    private static void use(SslContextFactory factory, TlsFiles.Material material) {
        factory.setKeyStore(material.keyStore());
        factory.setKeyStorePassword(material.password());
        material.trustStore().ifPresent(factory::setTrustStore);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /** Uses the files for new connections if they have changed and are valid. */
    synchronized void reload() {
        try {
            List<String> found = files.texts();
            if (found.equals(used)) {
                return;
            }
            TlsFiles.Material material = files.material(found);
            factory.reload(changed -> use(changed, material));
            used = found;
            reported = "";
            LOG.info("TLS uses the new content of {}", files.certificate());
        } catch (Exception e) {
            if (!reported.equals(e.getMessage())) {
                reported = String.valueOf(e.getMessage());
                LOG.error("TLS still uses the earlier certificate: {}", reported);
            }
        }
    }
}
