package io.soroka.sources.sftp;

import io.soroka.sources.SourceFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads private keys as {@code ssh-keygen} writes them. */
final class PrivateKey {
    private static final Pattern ARMOUR =
            Pattern.compile(
                    "-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final int LINE = 64;

    private PrivateKey() {}

    /**
     * The pair that a text holds; its line breaks may have been lost on the way.
     *
     * @throws SourceFailure {@code source.key-unusable} if it is no key, or one under a password
     */
    static KeyPair of(String text) {
        Matcher armour = ARMOUR.matcher(text);
        if (!armour.find()) {
            throw new SourceFailure("source.key-unusable");
        }
        String bytes = armour.group(2).replaceAll("\\s", "");
        var lines = new StringBuilder("-----BEGIN " + armour.group(1) + "-----\n");
        for (int i = 0; i < bytes.length(); i += LINE) {
            lines.append(bytes, i, Math.min(bytes.length(), i + LINE)).append('\n');
        }
        lines.append("-----END ").append(armour.group(1)).append("-----\n");
        try {
            Iterable<KeyPair> pairs =
                    SecurityUtils.loadKeyPairIdentities(
                            null,
                            NamedResource.ofName("key"),
                            new ByteArrayInputStream(
                                    lines.toString().getBytes(StandardCharsets.US_ASCII)),
                            FilePasswordProvider.EMPTY);
            Iterator<KeyPair> all = pairs == null ? null : pairs.iterator();
            if (all != null && all.hasNext()) {
                return all.next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // What it says may quote the key.
        }
        throw new SourceFailure("source.key-unusable");
    }
}
