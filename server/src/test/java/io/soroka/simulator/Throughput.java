package io.soroka.simulator;

import io.soroka.smpp.Address;
import io.soroka.smpp.CloseReason;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.SessionListener;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppClient;
import io.soroka.smpp.SmppSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Run by hand against a running simulator: {@code Throughput PORT MESSAGES SESSIONS WINDOW}.
 * Submits with receipts wanted, waits for the last receipt, prints both rates.
 */
public final class Throughput implements SessionListener {
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong receipts = new AtomicLong();

    private Throughput() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int messages = Integer.parseInt(args[1]);
        int sessions = Integer.parseInt(args[2]);
        int window = Integer.parseInt(args[3]);
        new Throughput().run(port, messages, sessions, window);
    }

    private void run(int port, int messages, int count, int window) throws Exception {
        try (SmppClient client = new SmppClient()) {
            List<SmppSession> sessions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                SessionSettings settings =
                        SessionSettings.to("127.0.0.1", port, "severs", "secret")
                                .window(window)
                                .build();
                sessions.add(client.connect(settings, this).get(20, TimeUnit.SECONDS));
            }
            Address sender = Address.alphanumeric("SOROKA");
            byte[] text = "Ваш заказ собран и ждёт в магазине".getBytes(StandardCharsets.UTF_16BE);
            long start = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                SmppSession session = sessions.get(i % count);
                while (session.waiting() > 2 * window) {
                    LockSupport.parkNanos(50_000);
                }
                ShortMessage message =
                        ShortMessage.between(
                                        sender,
                                        Address.international(Long.toString(79_000_000_000L + i)))
                                .registeredDelivery(1)
                                .dataCoding(8)
                                .text(text)
                                .build();
                session.submit(message, i);
            }
            while (answered.get() < messages) {
                LockSupport.parkNanos(1_000_000);
            }
            long submitted = System.nanoTime();
            long last = -1;
            long quiet = System.nanoTime();
            while (receipts.get() < messages - refused.get()
                    && System.nanoTime() - quiet < 10_000_000_000L) {
                if (receipts.get() != last) {
                    last = receipts.get();
                    quiet = System.nanoTime();
                }
                LockSupport.parkNanos(1_000_000);
            }
            long end = System.nanoTime();
            System.out.printf(
                    "%d submits answered (%d refused) in %.2f s: %,.0f/s; %d receipts in %.2f s: %,.0f/s%n",
                    answered.get(),
                    refused.get(),
                    (submitted - start) / 1e9,
                    answered.get() * 1e9 / (submitted - start),
                    receipts.get(),
                    (end - start) / 1e9,
                    receipts.get() * 1e9 / (end - start));
        }
    }

    @Override
    public void submitAnswered(
            SmppSession session, long token, int commandStatus, String messageId) {
        if (commandStatus != 0) {
            refused.incrementAndGet();
        }
        answered.incrementAndGet();
    }

    @Override
    public void delivered(SmppSession session, Pdu.DeliverSm pdu) {
        if (Receipt.parse(pdu.message()) != null) {
            receipts.incrementAndGet();
        }
        session.answerDeliver(pdu.sequence(), 0);
    }

    @Override
    public void closed(
            SmppSession session, CloseReason reason, long[] unanswered, long[] neverSent) {
        System.out.println("closed: " + reason.kind());
    }
}
