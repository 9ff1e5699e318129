package io.soroka.results.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.results.ResultKind;
import io.soroka.results.WriteBack;
import io.soroka.results.WriteBacks;
import io.soroka.sources.InvalidSource;
import io.soroka.sources.Source;
import io.soroka.sources.SourceOption;
import io.soroka.sources.Sources;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whether a source gets results of messages, for administrators. */
@RestController
@RequestMapping("/api/v1/sources/{id}/write-back")
class WriteBackController {
    private final WriteBacks backs;
    private final Sources sources;
    private final CurrentUser user;
    private final Audit audit;

    WriteBackController(WriteBacks backs, Sources sources, CurrentUser user, Audit audit) {
        this.backs = backs;
        this.sources = sources;
        this.user = user;
        this.audit = audit;
    }

    /** Something that is asked about it. */
    record WriteBackOption(
            String key,
            String title,
            String help,
            @OneOf(SourceOption.Type.class) String type,
            boolean required) {}

    /**
     * What is so.
     *
     * @param on whether results are written
     * @param asks what is to be given; nothing if the source's kind can't be written to
     * @param version of the settings; 0 if there are none
     * @param written so many results so far
     * @param problem why it does not go on now, a sentence
     */
    record WriteBackView(
            boolean on,
            List<WriteBackOption> asks,
            Map<String, String> options,
            @OneOf(ResultKind.class) List<String> kinds,
            int version,
            long written,
            @Nullable Instant writtenAt,
            @Nullable String problem) {}

    /**
     * What is wanted.
     *
     * @param secret of whoever writes; the kept one if nothing is said
     * @param version that the change is based on; 0 if there was none
     */
    record WantedWriteBack(
            @Nullable Map<String, String> options,
            @Nullable String secret,
            @OneOf(ResultKind.class) @Nullable List<String> kinds,
            @Nullable Integer version) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "WantedWriteBack";
        }
    }

    @GetMapping
    WriteBackView find(@PathVariable long id) {
        user.require();
        return view(sources.find(id));
    }

    @Transactional
    @PutMapping
    WriteBackView set(@PathVariable long id, @RequestBody WantedWriteBack wanted) {
        requireEditor();
        Source source = sources.find(id);
        WriteBack set;
        try {
            set =
                    backs.set(
                            id,
                            Objects.requireNonNullElse(wanted.version(), 0),
                            new WriteBack.Wanted(
                                    known(wanted.options()),
                                    wanted.secret(),
                                    kinds(wanted.kinds())),
                            user.user().name());
        } catch (InvalidSource e) {
            throw new ProblemException(
                            422,
                            "source-invalid",
                            Messages.text(
                                    LocaleContextHolder.getLocale(),
                                    e.messageKey(),
                                    e.arguments().toArray()))
                    .at(e.place());
        }
        audit.record(
                "source.write-back-set",
                object(id),
                Map.of("options", set.options(), "kinds", words(set.kinds())));
        return view(source);
    }

    /** What is written stays there. */
    @Transactional
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable long id) {
        requireEditor();
        backs.remove(id);
        audit.record("source.write-back-removed", object(id), Map.of());
    }

    /** Whoever practises has people who come from nowhere. */
    private void requireEditor() {
        user.require();
        if (user.practice()) {
            throw new ProblemException(409, "sources-in-practice");
        }
    }

    private static Map<String, String> known(@Nullable Map<String, String> options) {
        Map<String, String> known = new HashMap<>();
        if (options != null) {
            options.forEach((key, value) -> {
                if (key != null && value != null) {
                    known.put(key, value);
                }
            });
        }
        return known;
    }

    private static Set<ResultKind> kinds(@Nullable List<String> words) {
        Set<ResultKind> kinds = new LinkedHashSet<>();
        for (String word : Objects.requireNonNullElse(words, List.<String>of())) {
            kinds.add(
                    ResultKind.of(String.valueOf(word))
                            .orElseThrow(() ->
                                    new ProblemException(422, "write-back-kinds").at("/kinds")));
        }
        return kinds;
    }

    private static List<String> words(Set<ResultKind> kinds) {
        return kinds.stream().map(ResultKind::word).sorted().toList();
    }

    private WriteBackView view(Source source) {
        Locale language = LocaleContextHolder.getLocale();
        String words = "source." + source.kind() + ".";
        List<WriteBackOption> asks =
                sources.writeOptions(source.id()).stream()
                        .map(one ->
                                new WriteBackOption(
                                        one.key(),
                                        Messages.text(language, words + one.key() + ".title"),
                                        Messages.text(language, words + one.key() + ".help"),
                                        one.type().word(),
                                        one.otherwise() == null))
                        .toList();
        return backs.find(source.id())
                .map(back ->
                        new WriteBackView(
                                true,
                                asks,
                                back.options(),
                                words(back.kinds()),
                                back.version(),
                                back.written(),
                                back.writtenAt(),
                                problem(back, language)))
                .orElseGet(() ->
                        new WriteBackView(false, asks, Map.of(), List.of(), 0, 0, null, null));
    }

    private static @Nullable String problem(WriteBack back, Locale language) {
        return back.failure() == null
                ? null
                : Messages.text(language, back.failure(), back.failureArguments().toArray());
    }

    private static String object(long id) {
        return "source:" + id;
    }
}
