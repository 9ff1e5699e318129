package io.soroka.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's OpenSSH with keys of its own on a port of its own, on loopback; it gives files only. */
public final class SshServer implements AutoCloseable {
    private final Process process;
    private final Path folder;
    private final int port;

    private SshServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts it. */
    public static SshServer start() throws Exception {
        Path folder = Folders.fresh("sshd");
        for (String key : List.of("host", "user", "stranger")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    folder.resolve(key).toString());
        }
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "rsa",
                "-b",
                "2048",
                "-N",
                "",
                "-f",
                folder.resolve("rsa").toString());
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "word",
                "-f",
                folder.resolve("locked").toString());
        Files.writeString(
                folder.resolve("authorized"),
                Files.readString(folder.resolve("user.pub"))
                        + Files.readString(folder.resolve("rsa.pub")));
        Files.setPosixFilePermissions(
                folder.resolve("authorized"), PosixFilePermissions.fromString("rw-r--r--"));
        if (user().equals("root")) {
            // Where it wants to be able to lock its helpers in; nothing is put there.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("config"),
                """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s
                PidFile none
                AuthorizedKeysFile %s
                StrictModes no
                UsePAM no
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                Subsystem sftp internal-sftp
                ForceCommand internal-sftp
                """
                        .formatted(port, folder.resolve("host"), folder.resolve("authorized")));
        // It starts itself anew for each connection and wants to know where it is.
        Process process =
                new ProcessBuilder(
                                "/usr/sbin/sshd",
                                "-D",
                                "-e",
                                "-f",
                                folder.resolve("config").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var server = new SshServer(process, folder, port);
        TestServer.await("sshd answers", server::answers);
        return server;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(program.getInputStream().readAllBytes());
        if (program.waitFor() != 0) {
            throw new IllegalStateException(words);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("sshd has ended; see " + folder);
        }
        try (Socket ignored = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whoever may log in. */
    public static String user() {
        return System.getProperty("user.name");
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** A private key: {@code user} and {@code rsa} may log in, {@code stranger} may not. */
    public String key(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The fingerprint of its key, as {@code ssh-keygen} tells it. */
    public String fingerprint() throws Exception {
        Process program =
                new ProcessBuilder("ssh-keygen", "-l", "-f", folder.resolve("host.pub").toString())
                        .start();
        return new String(program.getInputStream().readAllBytes()).split(" ")[1];
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
