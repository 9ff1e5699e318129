package io.soroka.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between a client and a server and at some time passes nothing on any more. */
public final class Stalling implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private volatile boolean stalled;

    /** In front of a port on loopback. */
    public Stalling(int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where to connect to. */
    public int port() {
        return listening.getLocalPort();
    }

    /** From now on both sides wait in vain; they are still accepted. */
    public void stall() {
        stalled = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!stalled) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // One side has hung up; so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
