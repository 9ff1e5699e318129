package io.soroka.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A server's certificate that it signed itself, and its key, both in PEM. */
public record Certificates(String certificate, String key) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /**
     * Makes a pair with the JDK's own tool.
     *
     * @param names who it stands for, such as {@code dns:localhost,ip:127.0.0.1}
     */
    public static Certificates of(String names) throws Exception {
        Path store = Folders.fresh("certificate").resolve("store.p12");
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=test",
                                "-ext",
                                "san=" + names,
                                "-alias",
                                "test",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        String words = new String(tool.getInputStream().readAllBytes());
        if (tool.waitFor() != 0) {
            throw new IllegalStateException(words);
        }
        return read(store);
    }

    private static Certificates read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new Certificates(
                pem("CERTIFICATE", store.getCertificate("test").getEncoded()),
                pem("PRIVATE KEY", store.getKey("test", PASSWORD).getEncoded()));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END "
                + kind
                + "-----\n";
    }
}
