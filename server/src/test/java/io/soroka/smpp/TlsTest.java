package io.soroka.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.testing.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SMPP inside TLS, judged by the JDK's own TLS too. */
class TlsTest {
    private static Certificates local;
    private static Certificates elsewhere;

    private final SmppLoop loop = new SmppLoop("test-tls");
    private final SmppClient client = new SmppClient();
    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void make() throws Exception {
        local = Certificates.of("dns:localhost,ip:127.0.0.1");
        elsewhere = Certificates.of("dns:smpp.example.org");
    }

    @AfterEach
    void stop() {
        client.close();
        loop.close();
    }

    private TestServer server(Certificates own) throws IOException {
        return new TestServer(
                loop, ServerSettings.DEFAULTS.withTls(Tls.server(own.certificate(), own.key())));
    }

    private static SessionSettings.Builder to(TestServer server, String authorities) {
        return SessionSettings.to("127.0.0.1", server.port(), "severs", "secret")
                .tls(Tls.client(authorities));
    }

    private static ShortMessage message(long number) {
        return ShortMessage.between(
                        Address.alphanumeric("SOROKA"), Address.international("7" + number))
                .text("Hello".getBytes(StandardCharsets.US_ASCII))
                .build();
    }

    @Test
    void messagesGoBothWaysAndTheSessionEndsInOrder() throws Exception {
        try (TestServer server = server(local)) {
            SmppSession session =
                    client.connect(to(server, local.certificate()).window(50).build(), recorder)
                            .get(20, TimeUnit.SECONDS);
            for (int i = 0; i < 2_000; i++) {
                session.submit(message(i), i);
            }
            for (int i = 0; i < 500; i++) {
                server.sessions.getFirst().deliver(message(i), i);
            }
            eventually("all answered", () -> recorder.answers.size() == 2_000);
            eventually("all delivered", () -> server.deliverAnswers.size() == 500);
            assertThat(recorder.answers)
                    .extracting(Recorder.Answer::token)
                    .containsExactlyElementsOf(LongStream.range(0, 2_000).boxed().toList());
            session.unbind();
            eventually("ended", () -> !server.closes.isEmpty());
            assertThat(server.closes.getFirst().kind()).isEqualTo(CloseReason.Kind.UNBOUND_BY_PEER);
        }
    }

    /** Nobody may stand between us and the operator with a certificate for another name. */
    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (TestServer server = server(elsewhere)) {
            refused(to(server, elsewhere.certificate()));
            assertThat(server.sessions).isEmpty();
        }
    }

    @Test
    void aCertificateThatNobodyKnownSignedIsRefused() throws Exception {
        try (TestServer server = server(local)) {
            refused(to(server, elsewhere.certificate()));
            refused(to(server, ""));
            assertThat(server.sessions).isEmpty();
        }
    }

    private void refused(SessionSettings.Builder settings) {
        assertThatThrownBy(
                        () -> client.connect(settings.build(), recorder).get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TLS failed");
    }

    @Test
    void withoutTlsThePasswordDoesNotGetIn() throws Exception {
        try (TestServer server = server(local)) {
            assertThatThrownBy(() ->
                            client.connect(
                                            SessionSettings.to(
                                                            "127.0.0.1",
                                                            server.port(),
                                                            "severs",
                                                            "secret")
                                                    .responseTimeout(Duration.ofSeconds(2))
                                                    .build(),
                                            recorder)
                                    .get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IOException.class);
            assertThat(server.sessions).isEmpty();
        }
    }

    @Test
    void theServerSpeaksTheTlsOfTheJdk() throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new Trusting()}, null);
        try (TestServer server = server(local);
                SSLSocket socket =
                        (SSLSocket)
                                trusting.getSocketFactory()
                                        .createSocket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            PduTest.encode(
                                    new Pdu.Bind(
                                            1,
                                            BindType.TRANSCEIVER,
                                            "severs",
                                            "secret",
                                            "",
                                            0x50,
                                            0,
                                            0,
                                            "")));
            byte[] head = socket.getInputStream().readNBytes(16);
            byte[] rest = socket.getInputStream().readNBytes(head[3] - 16);
            assertThat(head[11]).isZero();
            // sc_interface_version says 5.0, as was asked for
            assertThat(rest).endsWith(0x02, 0x10, 0x00, 0x01, 0x50);
        }
    }

    @Test
    void whatIsNoCertificateIsToldApart() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.client("no certificate"));
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.client(local.key()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.server(local.certificate(), "no key"));
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(
                java.security.cert.X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(
                java.security.cert.X509Certificate[] chain, String authType) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
