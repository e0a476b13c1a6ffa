package org.postwatch.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PEM files of a server's TLS.
 *
 * @param certificate the server's certificate, followed by those that lead to its authority
 * @param key the private key of the certificate: PKCS #8, not encrypted
 * @param clientCa the authorities whose client certificates are accepted; empty if none is asked for
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clientCa) {
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    /**
     * What the files contain.
     *
     * @param password of the key store, which exists in memory only
     */
    record Material(KeyStore keyStore, Optional<KeyStore> trustStore, String password) {}

    /** The texts of the files, to notice a change. Not a public value: it contains the key. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(text(certificate), text(key)));
        clientCa.ifPresent(file -> texts.add(text(file)));
        return texts;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new HttpServerException(file + " is larger than " + MAX_FILE_BYTES + " bytes", null);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new HttpServerException("cannot read " + file + " (" + e + ")", e);
        }
    }

    /**
     * Reads the texts.
     *
     * @throws HttpServerException if a file has another content, or the key is not that of the certificate
     */
    Material material(List<String> texts) {
        List<X509Certificate> chain = certificates(certificate, texts.get(0));
        PrivateKey secret = privateKey(texts.get(1), chain.get(0).getPublicKey().getAlgorithm());
        requirePair(chain.get(0), secret);
        String password = "in-memory";
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("server", secret, password.toCharArray(), chain.toArray(new Certificate[0]));
            return new Material(
                    keys, clientCa.isPresent() ? Optional.of(trust(texts.get(2))) : Optional.empty(), password);
        } catch (GeneralSecurityException | IOException e) {
            throw new HttpServerException("cannot use " + certificate + " and " + key + " (" + e + ")", e);
        }
    }

    private KeyStore trust(String text) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (X509Certificate authority : certificates(clientCa.orElseThrow(), text)) {
            trusted.setCertificateEntry("ca-" + trusted.size(), authority);
        }
        return trusted;
    }

    private static List<X509Certificate> certificates(Path file, String text) {
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
            if (!all.isEmpty()) {
                return all.stream().map(X509Certificate.class::cast).toList();
            }
        } catch (GeneralSecurityException e) {
            throw new HttpServerException(file + " is no PEM file of certificates (" + e.getMessage() + ")", e);
        }
        throw new HttpServerException(file + " contains no certificate; expected PEM (BEGIN CERTIFICATE)", null);
    }

    private PrivateKey privateKey(String text, String algorithm) {
        Matcher found = KEY.matcher(text);
        if (!found.find()) {
            throw new HttpServerException(
                    key
                            + " contains no unencrypted PKCS #8 key (BEGIN PRIVATE KEY); convert it with: openssl pkcs8 -topk8"
                            + " -nocrypt -in KEY -out NEW-KEY",
                    null);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
            throw notAPair(e);
        } catch (GeneralSecurityException e) {
            throw new HttpServerException(certificate + " has a key of the unsupported kind " + algorithm, e);
        }
    }

    private void requirePair(X509Certificate own, PrivateKey secret) {
        try {
            Signature signature = Signature.getInstance(
                    SIGNATURES.getOrDefault(own.getPublicKey().getAlgorithm(), "SHA256withRSA"));
            signature.initSign(secret);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(own.getPublicKey());
            signature.update((byte) 1);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw notAPair(e);
        }
        throw notAPair(null);
    }

    private HttpServerException notAPair(Exception cause) {
        return new HttpServerException(key + " is not the key of the first certificate in " + certificate, cause);
    }
}
