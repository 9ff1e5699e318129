package io.soroka.campaigns.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.RunFeed;
import io.soroka.campaigns.RunProgress;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

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

    RunController(Campaigns campaigns, RunFeed feed, CurrentUser user) {
        this.campaigns = campaigns;
        this.feed = feed;
        this.user = user;
    }

    @GetMapping
    RunView get(@PathVariable long id) {
        return RunView.of(campaigns.progress(id, department()));
    }

    @PostMapping("/pause")
    RunView pause(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        return RunView.of(campaigns.pause(id, department(), user.user().name()));
    }

    @PostMapping("/resume")
    RunView resume(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        return RunView.of(campaigns.resume(id, department(), user.user().name()));
    }

    @PostMapping("/stop")
    RunView stop(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        return RunView.of(campaigns.stop(id, department(), user.user().name()));
    }

    /** The run as it changes: an event {@code progress} at once and after each change. */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable long id) throws IOException {
        RunProgress now = campaigns.progress(id, department());
        var emitter = new SseEmitter(STREAM.toMillis());
        Runnable end = feed.watch(id, new Stream(emitter));
        emitter.onCompletion(end);
        emitter.onTimeout(emitter::complete);
        emitter.onError(ignored -> end.run());
        emitter.send(SseEmitter.event().name("progress").data(RunView.of(now)));
        return emitter;
    }

    private record Stream(SseEmitter emitter) implements RunFeed.Watcher {
        @Override
        public void changed(RunProgress progress) {
            try {
                emitter.send(SseEmitter.event().name("progress").data(RunView.of(progress)));
            } catch (IOException | IllegalStateException e) {
                // The browser has gone; the container tells the emitter, which ends the watching.
                emitter.complete();
            }
        }

        @Override
        public void ended() {
            emitter.complete();
        }
    }

    private @Nullable Long department() {
        return user.seesAll() ? null : Long.valueOf(user.departmentId());
    }
}
