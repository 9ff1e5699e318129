package io.soroka.providers.smpp;

import com.cloudhopper.commons.charset.CharsetUtil;
import com.cloudhopper.smpp.PduAsyncResponse;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.SmppServerConfiguration;
import com.cloudhopper.smpp.SmppServerHandler;
import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppServer;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppChannelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The operator is made of the server of ch-smpp. */
class ChSmppPeerTest extends PeerTest {
    private static final int THROTTLED = 0x58;
    private static final int WRONG_COMMAND = 0x03;
    private static final int HELD = 7;
    private static final int CUTS_AT = 100;
    private static final int UNBINDS_AT = 250;
    private static final int GOES_MUTE_AT = 400;

    @Override
    PeerLog start() throws SmppChannelException {
        return new Peer();
    }

    /** Habits by the end of the number and by how many messages it has taken. */
    private static final class Peer extends PeerLog implements SmppServerHandler {
        private final ExecutorService workers = Executors.newCachedThreadPool();

        /** Everything that it does on its own account, in order. */
        private final ScheduledExecutorService acting = Executors.newScheduledThreadPool(1);

        private final DefaultSmppServer server;
        private final int port = freePort();

        /** Receipts that nobody has acknowledged, by id. */
        private final Map<Long, Owed> owed = new ConcurrentHashMap<>();

        private int taken;
        private long lastId = 0xabc00;

        private record Owed(String number, String state) {}

        Peer() throws SmppChannelException {
            var configuration = new SmppServerConfiguration();
            configuration.setHost("127.0.0.1");
            configuration.setPort(port);
            configuration.setMaxConnectionSize(10);
            configuration.setNonBlockingSocketsEnabled(true);
            server = new DefaultSmppServer(configuration, this, workers);
            server.start();
        }

        private static int freePort() {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        int port() {
            return port;
        }

        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public void sessionBindRequested(
                Long id, SmppSessionConfiguration configuration, BaseBind bind) {
            configuration.setName("peer " + id);
            configuration.setWindowSize(1_000);
        }

        @Override
        public void sessionCreated(Long id, SmppServerSession session, BaseBindResp answer) {
            var line = new Line(session);
            session.serverReady(line);
            acting.execute(() -> owed.keySet().forEach(line::tell));
            var _ = acting.scheduleWithFixedDelay(line::release, 30, 30, TimeUnit.MILLISECONDS);
        }

        @Override
        public void sessionDestroyed(Long id, SmppServerSession session) {
            session.destroy();
        }

        private final class Line extends DefaultSmppSessionHandler {
            private final SmppServerSession session;
            private final List<Runnable> held = new ArrayList<>();
            private volatile boolean deaf;

            Line(SmppServerSession session) {
                this.session = session;
            }

            @Override
            @SuppressWarnings("rawtypes") // as the interface has it
            public @Nullable PduResponse firePduRequestReceived(PduRequest request) {
                if (request instanceof SubmitSm submit) {
                    acting.execute(() -> submitted(submit));
                    return null;
                }
                return deaf && request instanceof EnquireLink ? null : request.createResponse();
            }

            @Override
            public void fireChannelUnexpectedlyClosed() {
                deaf = true;
            }

            @Override
            public void fireExpectedPduResponseReceived(PduAsyncResponse answer) {
                long id = (Long) answer.getRequest().getReferenceObject();
                acting.execute(() -> {
                    Owed receipt = owed.get(id);
                    if (answer.getResponse().getCommandStatus() == 0
                            && receipt != null
                            && owed.remove(id, receipt)) {
                        lines.add("acknowledged " + id + " " + receipt.state());
                    }
                });
            }

            private void submitted(SubmitSm submit) {
                if (deaf) {
                    return;
                }
                takes(submit);
                if (held.size() >= HELD) {
                    release();
                }
                taken++;
                if (taken == CUTS_AT) {
                    lines.add("cuts");
                    deaf = true;
                    session.close();
                } else if (taken == UNBINDS_AT) {
                    lines.add("unbinds");
                    deaf = true;
                    session.unbind(1_000);
                } else if (taken == GOES_MUTE_AT) {
                    lines.add("mute");
                    deaf = true;
                }
            }

            private void takes(SubmitSm submit) {
                String number = submit.getDestAddress().getAddress();
                lines.add("taken " + number);
                int habit = (int) (Long.parseLong(number) % 25);
                if (habit == 0) {
                    lines.add("refused " + number + " 0x58");
                    SubmitSmResp refusal = submit.createResponse();
                    refusal.setCommandStatus(THROTTLED);
                    send(refusal);
                } else if (habit == 1) {
                    lines.add("refused " + number + " 0x03");
                    var nack = new GenericNack();
                    nack.setSequenceNumber(submit.getSequenceNumber());
                    nack.setCommandStatus(WRONG_COMMAND);
                    send(nack);
                } else {
                    // Hexadecimal in the answer, decimal in the receipt.
                    long id = ++lastId;
                    owed.put(id, new Owed(number, habit == 4 ? "UNDELIV" : "DELIVRD"));
                    if (habit == 2) {
                        tell(id);
                        tell(id);
                        later(50, () -> answer(submit, id));
                    } else if (habit == 3) {
                        later(300, () -> answerAndTell(submit, id));
                    } else {
                        held.add(() -> answerAndTell(submit, id));
                    }
                }
            }

            private void later(long millis, Runnable what) {
                var _ = acting.schedule(what, millis, TimeUnit.MILLISECONDS);
            }

            private void answerAndTell(SubmitSm submit, long id) {
                answer(submit, id);
                if (!deaf) {
                    tell(id);
                }
            }

            private void answer(SubmitSm submit, long id) {
                if (deaf) {
                    return;
                }
                String hex = Long.toString(id, 16);
                lines.add("answered " + submit.getDestAddress().getAddress() + " " + hex);
                SubmitSmResp answer = submit.createResponse();
                String padded = "0".repeat(10 - hex.length()) + hex.toUpperCase(Locale.ROOT);
                answer.setMessageId(padded);
                send(answer);
            }

            private void send(PduResponse answer) {
                try {
                    session.sendResponsePdu(answer);
                } catch (Exception e) {
                    deaf = true;
                }
            }

            private void tell(long id) {
                Owed receipt = owed.get(id);
                if (receipt == null || deaf) {
                    return;
                }
                String text =
                        "id:%d sub:001 dlvrd:001 submit date:2611261200 done date:2611261201 stat:%s err:000 text:"
                                .formatted(id, receipt.state());
                try {
                    var deliver = new DeliverSm();
                    deliver.setEsmClass(SmppConstants.ESM_CLASS_MT_SMSC_DELIVERY_RECEIPT);
                    deliver.setSourceAddress(new Address((byte) 1, (byte) 1, receipt.number()));
                    deliver.setDestAddress(new Address((byte) 5, (byte) 0, "Soroka"));
                    deliver.setShortMessage(CharsetUtil.encode(text, CharsetUtil.CHARSET_GSM));
                    deliver.setReferenceObject(id);
                    var _ = session.sendRequestPdu(deliver, 10_000, false);
                } catch (Exception e) {
                    deaf = true;
                }
            }

            private void release() {
                Collections.reverse(held);
                held.forEach(Runnable::run);
                held.clear();
            }
        }

        @Override
        public void close() {
            acting.shutdownNow();
            server.destroy();
            workers.shutdownNow();
        }
    }
}
