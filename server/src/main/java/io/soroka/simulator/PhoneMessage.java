package io.soroka.simulator;

import io.soroka.smpp.Address;
import io.soroka.smpp.Part;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** One message on a phone, whole or still lacking parts. */
final class PhoneMessage {
    /** What became of a part; of a whole message it is the first that any part has. */
    enum Fate {
        FAILED,
        LOST,
        WAITING,
        HANDED,
        TAKEN,
        UNASKED,
        DELIVERED
    }

    private final String operator;
    private final Address party;
    private final boolean written;
    private final long at;
    private final int reference;
    private final int dataCoding;
    private final byte[][] bodies;
    private final Fate[] fates;

    /** Of each part; 0 while it has not come. */
    private final long[] ids;

    /** A message that has no part yet. */
    PhoneMessage(
            String operator, Address party, boolean written, long at, Part part, int dataCoding) {
        this.operator = operator;
        this.party = party;
        this.written = written;
        this.at = at;
        reference = part.reference();
        this.dataCoding = dataCoding;
        bodies = new byte[part.total()][];
        ids = new long[part.total()];
        fates = new Fate[part.total()];
        Arrays.fill(fates, Fate.WAITING);
    }

    /** Whether this is a part of it that has not come yet. */
    boolean lacks(String from, Address sender, Part part, int coding) {
        return !written
                && part.total() > 1
                && bodies.length == part.total()
                && reference == part.reference()
                && dataCoding == coding
                && operator.equals(from)
                && party.equals(sender)
                && ids[part.sequence() - 1] == 0;
    }

    void add(long id, int sequence, byte[] body) {
        bodies[sequence - 1] = body;
        ids[sequence - 1] = id;
    }

    void tell(long id, Fate fate) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                fates[i] = fate;
            }
        }
    }

    /** Ids of the parts that have come. */
    long[] ids() {
        return Arrays.stream(ids).filter(id -> id != 0).toArray();
    }

    String operator() {
        return operator;
    }

    Address party() {
        return party;
    }

    /** Whether the phone wrote it. */
    boolean written() {
        return written;
    }

    /** When its first part came, in milliseconds since 1970. */
    long at() {
        return at;
    }

    int total() {
        return bodies.length;
    }

    int come() {
        return ids().length;
    }

    Fate fate() {
        Fate first = Fate.DELIVERED;
        for (Fate fate : fates) {
            first = fate.compareTo(first) < 0 ? fate : first;
        }
        return first;
    }

    /** The text; "…" stands for parts that have not come. */
    String text() {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        boolean gap = false;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != 0) {
                run.writeBytes(bodies[i]);
                gap = false;
            } else if (!gap) {
                // a character may be cut between two parts, so only a gap ends what is decoded at
                // once
                text.append(PhoneText.decode(dataCoding, run.toByteArray())).append('…');
                run.reset();
                gap = true;
            }
        }
        return text.append(PhoneText.decode(dataCoding, run.toByteArray())).toString();
    }
}
