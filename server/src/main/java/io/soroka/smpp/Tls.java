package io.soroka.smpp;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/** TLS below SMPP, on a port of its own. */
public final class Tls {
    private final SslContext context;

    private Tls(SslContext context) {
        this.context = context;
    }

    /**
     * A client's: the operator's certificate must be valid and name its host.
     *
     * @param authorities certificates in PEM that may have signed it; empty for those that Java
     *     trusts
     * @throws IllegalArgumentException when these are no certificates
     */
    public static Tls client(String authorities) {
        SslContextBuilder builder =
                SslContextBuilder.forClient()
                        .protocols("TLSv1.3", "TLSv1.2")
                        .endpointIdentificationAlgorithm("HTTPS");
        try {
            if (!authorities.isBlank()) {
                builder.trustManager(certificates(authorities));
            }
            return new Tls(builder.build());
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalArgumentException("these are no certificates in PEM", e);
        }
    }

    /**
     * A server's.
     *
     * @param certificates its certificate in PEM, then those that signed it
     * @param key its private key in PEM (PKCS #8), without a password
     * @throws IllegalArgumentException when they can't be read
     */
    public static Tls server(String certificates, String key) {
        try {
            return new Tls(
                    SslContextBuilder.forServer(stream(certificates), stream(key))
                            .protocols("TLSv1.3", "TLSv1.2")
                            .build());
        } catch (IllegalArgumentException | SSLException e) {
            throw new IllegalArgumentException("certificate or key cannot be read", e);
        }
    }

    private static X509Certificate[] certificates(String pem) throws GeneralSecurityException {
        X509Certificate[] all =
                CertificateFactory.getInstance("X.509").generateCertificates(stream(pem)).stream()
                        .map(X509Certificate.class::cast)
                        .toArray(X509Certificate[]::new);
        if (all.length == 0) {
            throw new IllegalArgumentException("these are no certificates in PEM");
        }
        return all;
    }

    private static InputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    SslHandler serverHandler(Channel channel) {
        return context.newHandler(channel.alloc());
    }

    SslHandler clientHandler(Channel channel, String host, int port) {
        return context.newHandler(channel.alloc(), host, port);
    }
}
