package io.soroka.providers.smpp;

import io.soroka.providers.Inbound;
import io.soroka.providers.LinkListener;
import io.soroka.providers.Refusal;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a link tells its owner, one line a token. */
final class Answers implements LinkListener {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final Queue<Inbound> inbound = new ConcurrentLinkedQueue<>();
    final List<String> troubles = new CopyOnWriteArrayList<>();
    volatile int up;

    @Override
    public void accepted(long token, String providerId) {
        lines.add(token + " accepted " + providerId);
    }

    @Override
    public void refused(long token, Refusal refusal) {
        lines.add(token + " " + refusal.kind() + " " + refusal.code());
    }

    @Override
    public void notSent(long token) {
        lines.add(token + " not sent");
    }

    @Override
    public void unknown(long token, String reason) {
        lines.add(token + " unknown");
    }

    @Override
    public void received(Inbound arrived) {
        inbound.add(arrived);
    }

    @Override
    public void sessions(int now, String reason) {
        up = now;
        if (reason != null) {
            troubles.add(reason);
        }
    }
}
