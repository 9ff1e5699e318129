package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.PersonState;
import io.soroka.campaigns.RunFeed;
import io.soroka.campaigns.RunProgress;
import io.soroka.platform.OneOf;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Watching and steering runs. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
class RunController {
    /**
     * A stream is closed after this time and the browser opens a new one, so that an ended log-in
     * does not go on watching.
     */
    private static final Duration STREAM = Duration.ofMinutes(10);

    private final Campaigns campaigns;
    private final RunFeed feed;
    private final CurrentUser user;
    private final Audit audit;
    private final JsonMapper json;

    RunController(
            Campaigns campaigns, RunFeed feed, CurrentUser user, Audit audit, JsonMapper json) {
        this.campaigns = campaigns;
        this.feed = feed;
        this.user = user;
        this.audit = audit;
        this.json = json;
    }

    record Repeat(@OneOf(PersonState.class) @Nullable List<String> states) {}

    private interface Steering {
        RunProgress steer(long id, @Nullable Long department, String by);
    }

    @GetMapping
    RunView get(@PathVariable long id) {
        requireReader();
        return RunView.of(campaigns.progress(id, user.scope()));
    }

    @Transactional
    @PostMapping("/cancel")
    RunView cancel(@PathVariable long id) {
        return steer(id, "run.cancelled", campaigns::cancel);
    }

    @Transactional
    @PostMapping("/pause")
    RunView pause(@PathVariable long id) {
        return steer(id, "run.paused", campaigns::pause);
    }

    @Transactional
    @PostMapping("/resume")
    RunView resume(@PathVariable long id) {
        return steer(id, "run.resumed", campaigns::resume);
    }

    @Transactional
    @PostMapping("/stop")
    RunView stop(@PathVariable long id) {
        return steer(id, "run.stopped", campaigns::stop);
    }

    private RunView steer(long id, String action, Steering steering) {
        user.require(Role.CAMPAIGN_MANAGER);
        RunView run = RunView.of(steering.steer(id, user.scope(), user.user().name()));
        audit.record(action, "run:" + id, Map.of("campaign", run.campaignId()));
        return run;
    }

    /**
     * A draft to those people of the run whom something became of; without states, those it failed
     * for. Numbers out of service are left out of those.
     */
    @Transactional
    @PostMapping("/repeat")
    @ResponseStatus(HttpStatus.CREATED)
    CampaignView repeat(
            @PathVariable long id, @RequestBody(required = false) @Nullable Repeat wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        List<String> states = wanted == null ? null : wanted.states();
        Campaign campaign =
                campaigns.repeat(
                        id,
                        user.scope(),
                        Words.states(states == null ? List.of() : states),
                        user.user().name(),
                        LocaleContextHolder.getLocale());
        audit.record("run.repeated", "run:" + id, Map.of("campaign", Long.toString(campaign.id())));
        return CampaignView.of(campaign, null, json);
    }

    /** The run as it changes: an event {@code progress} at once and after each change. */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable long id) throws IOException {
        requireReader();
        RunProgress now = campaigns.progress(id, user.scope());
        var emitter = new SseEmitter(STREAM.toMillis());
        Runnable end = feed.watch(id, new Stream(emitter));
        emitter.onCompletion(end);
        emitter.onTimeout(emitter::complete);
        emitter.onError(ignored -> end.run());
        emitter.send(SseEmitter.event().name("progress").data(RunView.of(now)));
        return emitter;
    }

    /**
     * Sends on a thread of its own, and always the latest: a browser that sleeps or reads slowly
     * keeps nobody waiting, least of all the rounds that start and end runs.
     */
    static final class Stream implements RunFeed.Watcher {
        private final SseEmitter emitter;
        private final AtomicReference<@Nullable RunProgress> news = new AtomicReference<>();

        Stream(SseEmitter emitter) {
            this.emitter = emitter;
        }

        @Override
        public void changed(RunProgress progress) {
            if (news.getAndSet(progress) == null) {
                var _ = Thread.startVirtualThread(this::send);
            }
        }

        private void send() {
            try {
                RunProgress next = news.get();
                while (next != null) {
                    emitter.send(SseEmitter.event().name("progress").data(RunView.of(next)));
                    next = news.compareAndSet(next, null) ? null : news.get();
                }
            } catch (IOException | RuntimeException e) {
                // The browser has gone; the container tells the emitter, which ends the watching.
                emitter.complete();
            }
        }

        @Override
        public void ended() {
            var _ = Thread.startVirtualThread(emitter::complete);
        }
    }

    private void requireReader() {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.ANALYST);
    }
}
