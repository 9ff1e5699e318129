package io.soroka.providers.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Aside;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The operator is made of the npm package smpp. */
class NpmPeerTest extends PeerTest {
    @Override
    PeerLog start() throws IOException {
        return new Peer();
    }

    /** The program with its log. */
    private static final class Peer extends PeerLog {
        private final Process process;

        Peer() throws IOException {
            File modules = new File("../ui/node_modules").getCanonicalFile();
            assertThat(new File(modules, "smpp")).as("npm ci in ui/ installs it").isDirectory();
            var builder =
                    new ProcessBuilder("node", "src/test/resources/peers/npm-smpp.cjs")
                            .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("NODE_PATH", modules.getPath());
            process = builder.start();
            var _ = Aside.run(this::read);
            eventually("it listens", () -> !lines.isEmpty());
        }

        private void read() {
            try (BufferedReader output = process.inputReader()) {
                output.lines().forEach(lines::add);
            } catch (UncheckedIOException | IOException e) {
                // It has ended.
            }
        }

        @Override
        int port() {
            return Integer.parseInt(told("port").getFirst());
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
