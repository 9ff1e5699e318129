package io.soroka.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the server as a browser does: cookies, and the token against forged requests. */
public final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String address;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(cookies)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    ApiClient(String address) {
        this.address = address;
    }

    /** Logs in; false while the server can't be reached. */
    boolean logIn(String login, String password) throws InterruptedException {
        try {
            var _ = send(request("/api/v1/session").GET());
            HttpResponse<String> answer =
                    send(
                            request("/api/v1/session")
                                    .header("Content-Type", "application/json")
                                    .POST(body(Map.of("login", login, "password", password))));
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return read(send(request(path).GET()));
    }

    /**
     * Looks a campaign over until everyone is counted.
     *
     * @return the body that launches it, every warning acknowledged
     */
    public Map<String, ?> order(String campaign) throws IOException, InterruptedException {
        JsonNode check = get("/api/v1/campaigns/" + campaign + "/check");
        while (!check.get("forecast").get("exact").asBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            check = get("/api/v1/campaigns/" + campaign + "/check");
        }
        var acknowledged = new ArrayList<String>();
        check.get("items")
                .forEach(item -> {
                    if (item.get("level").asString().equals("warn")) {
                        acknowledged.add(item.get("code").asString());
                    }
                });
        return Map.of(
                "expected",
                check.get("forecast").get("recipients").asLong(),
                "acknowledged",
                acknowledged);
    }

    /** Sends a JSON body, or none when it is empty. */
    public JsonNode post(String path, Map<String, ?> body, String idempotencyKey)
            throws IOException, InterruptedException {
        return read(
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", idempotencyKey)
                                .POST(body(body))));
    }

    /** Replaces. */
    public JsonNode put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return read(send(request(path).header("Content-Type", "application/json").PUT(body(body))));
    }

    /** Sends a file as a form does. */
    public JsonNode upload(String path, Path file) throws IOException, InterruptedException {
        String boundary = "soroka-bench-boundary";
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n"
                        .formatted(boundary, file.getFileName());
        return read(
                send(
                        request(path)
                                .timeout(Duration.ofMinutes(10))
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(
                                        HttpRequest.BodyPublishers.concat(
                                                HttpRequest.BodyPublishers.ofString(head),
                                                HttpRequest.BodyPublishers.ofFile(file),
                                                HttpRequest.BodyPublishers.ofString(
                                                        "\r\n--" + boundary + "--\r\n")))));
    }

    /** Gets what is no JSON. */
    public String text(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(path));
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return answer.body();
    }

    private static HttpRequest.BodyPublisher body(Map<String, ?> body) {
        return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
