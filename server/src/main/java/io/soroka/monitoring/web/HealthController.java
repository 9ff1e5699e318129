package io.soroka.monitoring.web;

import io.soroka.monitoring.Readiness;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the process lives and whether it can serve, for anybody who asks. */
@RestController
@RequestMapping("/health")
class HealthController {
    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Up or down. */
    record Live(String status) {}

    /**
     * Up or down, and each part in a word.
     *
     * @param database up or down
     * @param migration done, or missing when the database lacks what it had at the start
     * @param disk enough, or short when nothing is sent because the database needs more room
     */
    record Ready(String status, String database, String migration, String disk) {}

    @GetMapping("/live")
    ResponseEntity<Live> live() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Live("up"));
    }

    @GetMapping("/ready")
    ResponseEntity<Ready> ready() {
        Readiness.State state = readiness.state();
        return ResponseEntity.status(state.ready() ? 200 : 503)
                .cacheControl(CacheControl.noStore())
                .body(
                        new Ready(
                                upOrDown(state.ready()),
                                upOrDown(state.database()),
                                state.migrated() ? "done" : "missing",
                                state.room() ? "enough" : "short"));
    }

    private static String upOrDown(boolean well) {
        return well ? "up" : "down";
    }
}
