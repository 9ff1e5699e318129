package io.soroka.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads an operator's settings from JSON, and writes what it does in the same form. */
final class OperatorJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private OperatorJson() {}

    static OperatorSettings read(SettingsNode node) {
        String name = node.text("name", "");
        String title = node.text("title", name);
        String systemId = node.text("systemId", name);
        String password = node.text("password", "secret");
        int port = node.integer("port", 0);
        int window = node.integer("window", 500);
        Habits habits = habits(node);
        node.end();
        return node.checked(
                () -> new OperatorSettings(name, title, systemId, password, port, window, habits));
    }

    /** What the operator does; leaves its other fields to the caller. */
    static Habits habits(SettingsNode node) {
        Map<FaultKind, Fault> faults = new EnumMap<>(FaultKind.class);
        node.object(
                "faults",
                n -> {
                    for (FaultKind kind : FaultKind.values()) {
                        if (n.given(kind.word())) {
                            faults.put(kind, n.object(kind.word(), f -> fault(kind, f)));
                        }
                    }
                    return faults;
                });
        shortFor(faults, FaultKind.ERRORS, node, "errorShare");
        Latency latency = latency(node);
        int perSecond = node.integer("perSecond", 0);
        List<Refusal> refusals =
                node.objects("refusals").stream().map(OperatorJson::refusal).toList();
        Habits.IdForms ids = node.object("ids", OperatorJson::ids);
        Habits.Receipts receipts = node.object("receipts", n -> receipts(n, faults));
        Habits.Replies replies = node.object("replies", OperatorJson::replies);
        return node.checked(
                () -> new Habits(latency, perSecond, refusals, ids, receipts, replies, faults));
    }

    /**
     * The habits with a JSON merge patch (RFC 7396) applied.
     *
     * @throws IllegalArgumentException with a sentence that names field and allowed range
     */
    static Habits patched(Habits habits, JsonNode patch) {
        SettingsNode node = new SettingsNode(merged(write(habits), patch), "");
        Habits read = habits(node);
        node.end();
        return read;
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject() ? (ObjectNode) target : NODES.objectNode();
        for (String field : patch.propertyNames()) {
            JsonNode value = patch.get(field);
            if (value.isNull()) {
                result.remove(field);
            } else {
                JsonNode before = result.get(field);
                result.set(field, merged(before == null ? NODES.nullNode() : before, value));
            }
        }
        return result;
    }

    /** The faults that a patch speaks of. */
    static Set<FaultKind> faults(JsonNode patch) {
        Set<FaultKind> named = EnumSet.noneOf(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            if (patch.path("faults").has(kind.word())) {
                named.add(kind);
            }
        }
        return named;
    }

    private static Fault fault(FaultKind kind, SettingsNode node) {
        int fromSecond = node.integer("fromSecond", 0);
        int seconds = node.integer("seconds", 0);
        double share = kind.isSharing() ? node.number("share", 1) : 1;
        int every = kind.isSharing() ? node.integer("every", 0) : 0;
        Delay usual = kind.delay();
        Delay delay = usual == null ? null : delay(node, usual);
        return node.checked(() -> new Fault(fromSecond, seconds, share, every, delay));
    }

    /** A field of its own for a fault that is always on. */
    private static void shortFor(
            Map<FaultKind, Fault> faults, FaultKind kind, SettingsNode node, String field) {
        double share = node.number(field, 0);
        node.checked(() -> {
            Check.share(share, field);
            if (share > 0 && faults.containsKey(kind)) {
                throw new IllegalArgumentException(
                        field + " is short for faults." + kind.word() + ".share; give one of them");
            }
            return share;
        });
        if (share > 0) {
            faults.put(kind, Fault.share(share));
        }
    }

    private static Latency latency(SettingsNode node) {
        if (!node.isList("latency")) {
            Delay delay = node.object("latency", n -> delay(n, new Delay(0, 0)));
            return new Latency(List.of(new Latency.Point(0, delay)));
        }
        List<Latency.Point> points = new ArrayList<>();
        for (SettingsNode one : node.objects("latency")) {
            int fromSecond = one.integer("fromSecond", 0);
            Delay delay = delay(one, new Delay(0, 0));
            one.end();
            points.add(one.checked(() -> new Latency.Point(fromSecond, delay)));
        }
        return node.checked(() -> new Latency(points));
    }

    private static Refusal refusal(SettingsNode node) {
        String prefix = node.text("prefix", "");
        int status = node.status("status");
        node.end();
        return node.checked(() -> new Refusal(prefix, status));
    }

    private static Habits.IdForms ids(SettingsNode node) {
        String answer = node.text("answer", IdForm.HEX.word());
        String receipt = node.text("receipt", IdForm.HEX.word());
        return node.checked(() -> new Habits.IdForms(IdForm.of(answer), IdForm.of(receipt)));
    }

    private static Habits.Receipts receipts(SettingsNode node, Map<FaultKind, Fault> faults) {
        Delay delay = delay(node, new Delay(50, 2000));
        boolean shuffled = node.flag("shuffled", true);
        double failed = node.number("failedShare", 0.02);
        boolean tlvs = node.flag("tlvs", true);
        shortFor(faults, FaultKind.RECEIPT_REPEATED, node, "repeatedShare");
        shortFor(faults, FaultKind.RECEIPT_LOST, node, "lostShare");
        return node.checked(() -> new Habits.Receipts(delay, shuffled, failed, tlvs));
    }

    private static Habits.Replies replies(SettingsNode node) {
        double share = node.number("share", 0);
        List<String> texts = node.texts("texts", List.of("СТОП", "Спасибо", "да"));
        Delay delay = delay(node, new Delay(500, 3000));
        return node.checked(() -> new Habits.Replies(share, texts, delay));
    }

    private static Delay delay(SettingsNode node, Delay usual) {
        int minMs = node.integer("minMs", usual.minMs());
        int maxMs = node.integer("maxMs", Math.max(minMs, usual.maxMs()));
        return node.checked(() -> new Delay(minMs, maxMs));
    }

    /** As {@link #habits} reads it, every field given. */
    static ObjectNode write(Habits habits) {
        ObjectNode json = NODES.objectNode();
        ArrayNode points = json.putArray("latency");
        for (Latency.Point point : habits.latency().points()) {
            write(point.delay(), points.addObject().put("fromSecond", point.fromSecond()));
        }
        json.put("perSecond", habits.perSecond());
        ArrayNode refusals = json.putArray("refusals");
        for (Refusal refusal : habits.refusals()) {
            refusals.addObject()
                    .put("prefix", refusal.prefix())
                    .put("status", "0x%02x".formatted(refusal.status()));
        }
        json.putObject("ids")
                .put("answer", habits.ids().answer().word())
                .put("receipt", habits.ids().receipt().word());
        Habits.Receipts receipts = habits.receipts();
        write(receipts.delay(), json.putObject("receipts"))
                .put("shuffled", receipts.shuffled())
                .put("failedShare", receipts.failedShare())
                .put("tlvs", receipts.tlvs());
        Habits.Replies replies = habits.replies();
        ObjectNode written = write(replies.delay(), json.putObject("replies"));
        written.put("share", replies.share());
        ArrayNode texts = written.putArray("texts");
        replies.texts().forEach(texts::add);
        ObjectNode faults = json.putObject("faults");
        for (FaultKind kind : FaultKind.values()) {
            Fault fault = habits.faults().get(kind);
            if (fault != null) {
                write(kind, fault, faults.putObject(kind.word()));
            }
        }
        return json;
    }

    private static void write(FaultKind kind, Fault fault, ObjectNode json) {
        json.put("fromSecond", fault.fromSecond()).put("seconds", fault.seconds());
        if (kind.isSharing()) {
            json.put("share", fault.share()).put("every", fault.every());
        }
        Delay delay = fault.delay();
        if (delay != null) {
            write(delay, json);
        }
    }

    private static ObjectNode write(Delay delay, ObjectNode json) {
        return json.put("minMs", delay.minMs()).put("maxMs", delay.maxMs());
    }
}
