package io.soroka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The server application: everything it consists of is found below this package. */
@SpringBootApplication
public class Soroka {
    Soroka() {}

    /**
     * Starts it in this process.
     *
     * @param settings further settings as {@code --name=value}
     */
    public static ConfigurableApplicationContext start(Path data, int port, List<String> settings) {
        var words = new ArrayList<String>();
        words.add("--soroka.data=" + data);
        words.add("--server.port=" + port);
        words.addAll(settings);
        return application().run(words.toArray(String[]::new));
    }

    /**
     * The build enters here, to work the beans' wiring out; a server is started by {@link #start}.
     */
    static void main(String[] settings) {
        application().run(settings);
    }

    private static SpringApplication application() {
        var application = new SpringApplication(Soroka.class);
        // The wiring worked out by the build is found by this name.
        application.setMainApplicationClass(Soroka.class);
        application.setLogStartupInfo(false);
        return application;
    }

    /** Where it listens. */
    public static String address(ConfigurableApplicationContext context) {
        var server = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
        return "http://127.0.0.1:" + server.getPort() + "/";
    }
}
