package io.soroka.cli;

import io.soroka.Soroka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application in this process. */
public final class Server {
    private Server() {}

    /**
     * Starts it.
     *
     * @param settings further settings as {@code --name=value}
     */
    public static ConfigurableApplicationContext start(Path data, int port, List<String> settings) {
        var words = new ArrayList<String>();
        words.add("--soroka.data=" + data);
        words.add("--server.port=" + port);
        words.addAll(settings);
        var application = new SpringApplication(Soroka.class);
        // The caller tells in one sentence what went wrong.
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(true);
        return application.run(words.toArray(String[]::new));
    }

    /** Where it listens. */
    public static String address(ConfigurableApplicationContext context) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return "http://127.0.0.1:" + port + "/";
    }
}
