package io.soroka.sources.rest;

import io.soroka.sources.AddressRules;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks another system over HTTP and never changes anything there. Each address is checked when it
 * is connected to, that of every redirect too, and what proves who we are goes to the system's own
 * origin only.
 */
public final class SourceHttp implements AutoCloseable {
    /** The longest body, unpacked. */
    static final int MOST_BYTES = 32_000_000;

    private static final int MOST_HOPS = 5;
    private static final int MOST_TRIES = 5;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);
    private static final int LONGEST_LIFE_SECONDS = 86_400;

    private static final Http1Config HEADERS =
            Http1Config.custom().setMaxLineLength(16_000).setMaxHeaderCount(200).build();

    /** The certificate of an authority of one's own. */
    public static final SourceOption AUTHORITY = SourceOption.lines("authority", 20_000);

    private final URI origin;
    private final HttpLogin login;
    private final int seconds;
    private final Clock clock;
    private final CloseableHttpClient http;
    private long deadline;
    private volatile boolean cancelled;
    private volatile @Nullable HttpUriRequestBase running;
    private @Nullable String token;
    private Instant tokenUntil = Instant.MIN;

    /**
     * An answer.
     *
     * @param body unpacked
     * @param next where {@code Link} says the next page is, as it stands there; null if nowhere
     */
    record Answer(int status, String body, @Nullable String next) {}

    /**
     * Nothing is connected to before something is asked.
     *
     * @param origin whose scheme, host and port are the system's
     */
    public SourceHttp(URI origin, SourceSettings settings, AddressRules rules, Clock clock) {
        this.origin = origin;
        this.login = HttpLogin.of(settings);
        this.seconds = settings.statementSeconds();
        this.clock = clock;
        var guard = new Guard(rules);
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(HEADERS)
                                        .build())
                        .setDnsResolver(guard)
                        .setTlsSocketStrategy(
                                new DefaultClientTlsStrategy(trust(settings.text(AUTHORITY))))
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(CONNECT))
                                        .setSocketTimeout(Timeout.ofSeconds(seconds))
                                        .build())
                        .build();
        this.http =
                HttpClientBuilder.create()
                        .setConnectionManager(connections)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setResponseTimeout(Timeout.ofSeconds(seconds))
                                        .build())
                        .setUserAgent("Soroka")
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableContentCompression()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .build();
    }

    /** Tells the client the very addresses that the rules allow. */
    private record Guard(AddressRules rules) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return rules.resolve(host).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static SSLContext trust(String authority) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            if (authority.isEmpty()) {
                context.init(null, null, null);
                return context;
            }
            KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, null);
            int i = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            authority.getBytes(StandardCharsets.UTF_8)))) {
                known.setCertificateEntry("authority-" + i++, one);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new SourceFailure("source.authority-unusable");
        }
    }

    /**
     * An address of HTTP as somebody has written it.
     *
     * @throws SourceFailure {@code source.address-unusable} if it is none
     */
    static URI address(String written) {
        try {
            URI address = new URI(written);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("https") || scheme.equals("http"))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null) {
                return address.normalize();
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new SourceFailure("source.address-unusable");
    }

    /** Whether an address belongs to the system itself: the same scheme, host and port. */
    boolean isOwn(URI address) {
        return sameOrigin(origin, address);
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** Everything from now on is to be done with in time. */
    void begin() {
        deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        goOn();
    }

    private void goOn() {
        if (cancelled) {
            throw SourceFailure.stopped();
        }
        if (System.nanoTime() - deadline > 0) {
            throw new SourceFailure("source.too-slow");
        }
    }

    /**
     * Asks for an address of the system's own and waits where the other side wants us to; what is
     * answered is a success.
     *
     * @param accept what kind of content is wanted
     */
    Answer get(URI address, String accept) {
        if (!isOwn(address)) {
            throw new SourceFailure("source.other-origin");
        }
        begin();
        boolean renewed = false;
        for (int tries = 1; ; tries++) {
            Exchange exchange = follow(address, accept);
            int status = exchange.answer().status();
            if (status == 401 && login.needsToken() && !renewed) {
                renewed = true;
                token = null;
            } else if (status != 429 && status != 503) {
                requireSuccess(status);
                return exchange.answer();
            } else if (tries == MOST_TRIES) {
                throw new SourceFailure("source.too-busy");
            } else {
                pause(exchange.retryAfter(), tries);
            }
        }
    }

    private static void requireSuccess(int status) {
        switch (status) {
            case 200 -> {}
            case 401 -> throw new SourceFailure("source.login-refused");
            case 403 -> throw new SourceFailure("source.access-refused");
            case 404, 410 -> throw new SourceFailure("source.nothing-there");
            default -> throw new SourceFailure("source.failed", "HTTP " + status);
        }
    }

    /** Waits as long as was asked for, or longer each time; not beyond the limit. */
    private void pause(@Nullable Duration asked, int tries) {
        Duration pause = asked == null ? Duration.ofSeconds(1L << (tries - 1)) : asked;
        long until = System.nanoTime() + pause.toNanos();
        if (until - deadline > 0) {
            throw new SourceFailure("source.too-busy");
        }
        while (System.nanoTime() - until < 0) {
            goOn();
            LockSupport.parkNanos(Math.min(LOOK.toNanos(), until - System.nanoTime()));
        }
    }

    private record Exchange(
            Answer answer, @Nullable String location, @Nullable Duration retryAfter) {}

    private Exchange follow(URI address, String accept) {
        URI here = address;
        for (int hops = 0; hops <= MOST_HOPS; hops++) {
            HttpGet request = new HttpGet(here);
            request.setHeader("Accept", accept);
            request.setHeader("Accept-Encoding", "gzip");
            if (isOwn(here)) {
                prove(request);
            }
            Exchange exchange = exchange(request);
            int status = exchange.answer().status();
            if (status < 301 || status > 308 || status == 304 || exchange.location() == null) {
                return exchange;
            }
            URI next = address(resolved(here, exchange.location()).toString());
            if (here.getScheme().equalsIgnoreCase("https")
                    && !next.getScheme().equalsIgnoreCase("https")) {
                throw new SourceFailure("source.redirect-refused");
            }
            here = next;
        }
        throw new SourceFailure("source.redirect-refused");
    }

    private static URI resolved(URI here, String location) {
        try {
            return here.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new SourceFailure("source.redirect-refused");
        }
    }

    private void prove(HttpUriRequestBase request) {
        switch (login.way()) {
            case "bearer" -> request.setHeader("Authorization", "Bearer " + login.secret());
            case "basic" -> request.setHeader("Authorization", login.basic());
            case "key" -> request.setHeader(login.header(), login.secret());
            case "oauth" -> request.setHeader("Authorization", "Bearer " + token());
            default -> {}
        }
    }

    private String token() {
        String known = token;
        if (known == null || !clock.instant().isBefore(tokenUntil)) {
            known = newToken();
            token = known;
        }
        return known;
    }

    /** Client credentials (RFC 6749, 4.4). A redirect is no answer here. */
    private String newToken() {
        var request = new HttpPost(login.tokenEndpoint());
        request.setHeader("Accept", "application/json");
        request.setHeader("Authorization", login.basic());
        List<BasicNameValuePair> form = new ArrayList<>();
        form.add(new BasicNameValuePair("grant_type", "client_credentials"));
        if (!login.scope().isEmpty()) {
            form.add(new BasicNameValuePair("scope", login.scope()));
        }
        request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
        Answer answer = exchange(request).answer();
        if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
            throw new SourceFailure("source.login-refused");
        }
        try {
            JsonNode body = Records.JSON.readTree(answer.body());
            String given = body.path("access_token").asString("");
            if (answer.status() != 200
                    || given.isEmpty()
                    || !given.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new SourceFailure("source.no-token");
            }
            int life = Math.clamp(body.path("expires_in").asLong(300), 0, LONGEST_LIFE_SECONDS);
            tokenUntil = clock.instant().plusSeconds(life).minus(BEFORE_EXPIRY);
            return given;
        } catch (JacksonException e) {
            throw new SourceFailure("source.no-token");
        }
    }

    private Exchange exchange(HttpUriRequestBase request) {
        goOn();
        running = request;
        Thread watch = watch(request);
        try {
            if (cancelled) {
                throw SourceFailure.stopped();
            }
            return http.execute(RoutingSupport.determineHost(request), request, this::read);
        } catch (SourceFailure e) {
            // Without what hanging up has said.
            throw new SourceFailure(e.messageKey(), e.arguments().toArray());
        } catch (IOException | HttpException e) {
            goOn();
            throw failure(e);
        } catch (IllegalStateException e) {
            // Cancelled before it began.
            goOn();
            throw new SourceFailure("source.unreachable");
        } finally {
            running = null;
            watch.interrupt();
        }
    }

    /** Ends an exchange that takes too long, whatever the other side does meanwhile. */
    private Thread watch(HttpUriRequestBase request) {
        long until = deadline;
        return Thread.ofVirtual()
                .name("source limit")
                .start(() -> {
                    try {
                        TimeUnit.NANOSECONDS.sleep(Math.max(0, until - System.nanoTime()) + 1);
                        request.cancel();
                    } catch (InterruptedException e) {
                        // It was in time.
                    }
                });
    }

    private static SourceFailure failure(Exception e) {
        return switch (e) {
            case ConnectTimeoutException ignored -> new SourceFailure("source.unreachable");
            case SSLException ignored -> new SourceFailure("source.tls-failed");
            case InterruptedIOException ignored -> new SourceFailure("source.too-slow");
            case IOException ignored -> new SourceFailure("source.unreachable");
            default -> new SourceFailure("source.failed", "HTTP");
        };
    }

    private Exchange read(ClassicHttpResponse response) throws IOException {
        return new Exchange(
                new Answer(
                        response.getCode(),
                        body(response),
                        Links.next(response.getHeaders("Link"))),
                value(response, "Location"),
                retryAfter(value(response, "Retry-After")));
    }

    private static @Nullable String value(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private String body(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return "";
        }
        String encoding = String.valueOf(value(response, "Content-Encoding"));
        var out = new ByteArrayOutputStream();
        // Closed with the response, which does not read what is left as the stream would.
        InputStream raw = response.getEntity().getContent();
        try {
            InputStream in = encoding.equalsIgnoreCase("gzip") ? new GZIPInputStream(raw) : raw;
            byte[] buffer = new byte[1 << 14];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                goOn();
                if (out.size() + n > MOST_BYTES) {
                    // Nobody waits for the rest.
                    hangUp();
                    throw new SourceFailure("source.answer-too-large", MOST_BYTES / 1_000_000);
                }
                out.write(buffer, 0, n);
            }
        } catch (ZipException e) {
            throw new SourceFailure("source.not-json");
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private @Nullable Duration retryAfter(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            return written.matches("\\d{1,6}")
                    ? Duration.ofSeconds(Long.parseLong(written))
                    : positive(
                            Duration.between(
                                    clock.instant(),
                                    ZonedDateTime.parse(
                                                    written, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** Ends what is under way, and everything later. */
    void cancel() {
        cancelled = true;
        hangUp();
    }

    private void hangUp() {
        HttpUriRequestBase request = running;
        if (request != null) {
            request.cancel();
        }
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            // Nothing was written that could be lost.
        }
    }

    /** The header that leads from page to page (RFC 8288). */
    private static final class Links {
        private static final Pattern NEXT =
                Pattern.compile(
                        "<([^<>]{1,4000})>[^<,]{0,200}?;\\s*rel\\s*=\\s*\"?next\"?(?=[;,\\s]|$)",
                        Pattern.CASE_INSENSITIVE);

        static @Nullable String next(Header... headers) {
            for (Header header : List.of(headers)) {
                var found = NEXT.matcher(header.getValue());
                if (found.find()) {
                    return found.group(1);
                }
            }
            return null;
        }
    }
}
