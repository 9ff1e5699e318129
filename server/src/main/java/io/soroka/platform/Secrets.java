package io.soroka.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets for the database with AES-256-GCM. The key is a file in the data folder, so that
 * a copy of the database alone gives nothing away.
 */
public final class Secrets {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[32];
                random.nextBytes(fresh);
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.write(file, fresh);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != 32) {
                throw new StartRefused(
                        "The key file "
                                + file
                                + " must hold exactly 32 bytes; restore it from a backup.");
            }
            key = new SecretKeySpec(bytes, "AES");
        } catch (IOException e) {
            throw new StartRefused(
                    "The key file " + file + " can't be read or made: " + e.getMessage(), e);
        }
    }

    /** Encrypts; the same text gives other bytes each time. */
    public byte[] seal(String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    /**
     * Decrypts what {@link #seal} gave.
     *
     * @throws StartRefused when the bytes were sealed with another key or changed
     */
    public String open(byte[] sealed) {
        byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE);
        byte[] rest = java.util.Arrays.copyOfRange(sealed, NONCE, sealed.length);
        return new String(run(Cipher.DECRYPT_MODE, nonce, rest), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new StartRefused(
                    "A stored secret can't be read with the key in the data folder; was secrets.key exchanged?",
                    e);
        }
    }
}
