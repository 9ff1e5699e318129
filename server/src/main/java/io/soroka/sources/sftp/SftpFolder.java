package io.soroka.sources.sftp;

import io.soroka.sources.AddressRules;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.files.Folder;
import io.soroka.sources.files.FoundFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/** A folder on a server that speaks SFTP; it is known by its key, and nothing is said before. */
final class SftpFolder implements Folder {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int BUFFER = 32_000;

    private final SshClient client;
    private final ClientSession session;
    private final SftpClient sftp;
    private final String folder;

    private SftpFolder(SshClient client, ClientSession session, SftpClient sftp, String folder) {
        this.client = client;
        this.session = session;
        this.sftp = sftp;
        this.folder =
                folder.length() > 1 && folder.endsWith("/")
                        ? folder.substring(0, folder.length() - 1)
                        : folder;
    }

    /** Connects at the first address that is allowed, and logs in. */
    static SftpFolder connect(SourceSettings settings, AddressRules rules) {
        List<InetAddress> addresses = rules.resolve(settings.text(SftpKind.HOST));
        boolean byKey = settings.text(SftpKind.LOGIN).equals("key");
        var pinned = new PinnedKey(settings.text(SftpKind.FINGERPRINT));
        SshClient client = client(byKey, pinned, settings.statementSeconds());
        if (byKey) {
            client.setKeyIdentityProvider(
                    KeyIdentityProvider.wrapKeyPairs(PrivateKey.of(settings.secret())));
        }
        client.start();
        ClientSession session = null;
        try {
            session = connect(client, settings, addresses.getFirst());
            if (!byKey) {
                session.addPasswordIdentity(settings.secret());
            }
            try {
                session.auth().verify(CONNECT);
            } catch (IOException e) {
                throw pinned.failure();
            }
            return new SftpFolder(
                    client,
                    session,
                    SftpClientFactory.instance().createSftpClient(session),
                    settings.text(SftpKind.FOLDER));
        } catch (IOException e) {
            shut(client, session);
            throw new SourceFailure("source.no-sftp");
        } catch (RuntimeException e) {
            shut(client, session);
            throw e;
        }
    }

    /** Nothing of the files in the home of whoever runs the server is used. */
    private static SshClient client(boolean byKey, PinnedKey pinned, int seconds) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(pinned);
        client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        client.setUserAuthFactories(
                byKey
                        ? List.of(UserAuthPublicKeyFactory.INSTANCE)
                        : List.of(
                                UserAuthPasswordFactory.INSTANCE,
                                UserAuthKeyboardInteractiveFactory.INSTANCE));
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, CONNECT);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, CONNECT);
        Duration silence = Duration.ofSeconds(seconds).plus(CONNECT);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, silence);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, silence);
        return client;
    }

    private static ClientSession connect(
            SshClient client, SourceSettings settings, InetAddress address) {
        try {
            return client.connect(
                            settings.text(SftpKind.USER),
                            new InetSocketAddress(address, settings.number(SftpKind.PORT)))
                    .verify(CONNECT)
                    .getSession();
        } catch (IOException e) {
            throw new SourceFailure("source.unreachable");
        }
    }

    /** Takes the one key whose fingerprint a person has confirmed. */
    private static final class PinnedKey implements ServerKeyVerifier {
        private final String wanted;
        private volatile String met = "";

        PinnedKey(String wanted) {
            this.wanted = wanted.endsWith("=") ? wanted.substring(0, wanted.length() - 1) : wanted;
        }

        @Override
        public boolean verifyServerKey(
                ClientSession session, SocketAddress address, PublicKey key) {
            String fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
            met =
                    fingerprint.endsWith("=")
                            ? fingerprint.substring(0, fingerprint.length() - 1)
                            : fingerprint;
            return isRight();
        }

        boolean isRight() {
            return !wanted.isEmpty() && wanted.equals(met);
        }

        /** Why nobody could log in. */
        SourceFailure failure() {
            if (met.isEmpty()) {
                return new SourceFailure("source.unreachable");
            }
            if (isRight()) {
                return new SourceFailure("source.login-refused");
            }
            return new SourceFailure(
                    wanted.isEmpty() ? "source.host-key-unknown" : "source.host-key-other", met);
        }
    }

    @FunctionalInterface
    private interface Work {
        void done() throws IOException;
    }

    private static void reading(Work work) {
        try {
            work.done();
        } catch (SftpException e) {
            throw new SourceFailure(
                    e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                                    || e.getStatus() == SftpConstants.SSH_FX_PERMISSION_DENIED
                            ? "source.remote-folder-unreadable"
                            : "source.failed",
                    "SFTP " + e.getStatus());
        } catch (IOException e) {
            throw new SourceFailure("source.connection-lost");
        }
    }

    /** Fails unless the folder is one and may be read. */
    void requireFolder() {
        reading(() -> {
            if (!sftp.stat(folder).isDirectory()) {
                throw new SourceFailure("source.remote-folder-unreadable");
            }
        });
    }

    @Override
    public void list(Consumer<FoundFile> taker) {
        reading(() -> {
            try (SftpClient.CloseableHandle handle = sftp.openDir(folder)) {
                for (List<SftpClient.DirEntry> some = sftp.readDir(handle);
                        some != null;
                        some = sftp.readDir(handle)) {
                    for (SftpClient.DirEntry one : some) {
                        if (isName(one.getFilename()) && isKnown(one.getAttributes())) {
                            taker.accept(found(one.getFilename(), one.getAttributes()));
                        }
                    }
                }
            }
        });
    }

    /** What the other server calls a name need not be one. */
    private static boolean isName(String name) {
        return !name.startsWith(".")
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isKnown(SftpClient.Attributes attributes) {
        return attributes.isRegularFile()
                && attributes.getFlags().contains(SftpClient.Attribute.Size)
                && attributes.getModifyTime() != null;
    }

    private static FoundFile found(String name, SftpClient.Attributes attributes) {
        return new FoundFile(name, attributes.getSize(), attributes.getModifyTime().toInstant());
    }

    @Override
    public void copy(FoundFile file, OutputStream to, Runnable goOn) {
        var changed = new SourceFailure("source.file-changed", file.name());
        String path = folder + "/" + file.name();
        reading(() -> {
            if (!isName(file.name()) || !isStill(file, path)) {
                throw changed;
            }
            long size = 0;
            try (InputStream in = sftp.read(path, BUFFER)) {
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    goOn.run();
                    size += n;
                    if (size > file.size()) {
                        throw changed;
                    }
                    write(to, buffer, n);
                }
            }
            if (size != file.size() || !isStill(file, path)) {
                throw changed;
            }
        });
    }

    private boolean isStill(FoundFile file, String path) throws IOException {
        SftpClient.Attributes now = sftp.lstat(path);
        return isKnown(now) && found(file.name(), now).equals(file);
    }

    /** What fails here is our disk, not the server. */
    private static void write(OutputStream to, byte[] buffer, int length) {
        try {
            to.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void hangUp() {
        session.close(true);
    }

    @Override
    public void close() {
        shut(client, session);
    }

    private static void shut(SshClient client, @Nullable ClientSession session) {
        if (session != null) {
            session.close(true);
        }
        client.close(true);
        client.stop();
    }
}
