package io.soroka.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Talks to a server as the interface does: keeps cookies and sends the CSRF token back. */
public final class Browser implements AutoCloseable {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String origin;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** A browser without cookies for a server on loopback. */
    public Browser(int port) {
        origin = "http://127.0.0.1:" + port;
    }

    /** Sends a header with each request from now on. */
    public Browser with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Logs in, having fetched the CSRF token as the page does. */
    public HttpResponse<String> logIn(String login, String password) {
        get("/api/v1/session");
        return send(
                "POST",
                "/api/v1/session",
                "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    /** Sends JSON, or nothing for null, with the CSRF token if there is one. */
    public HttpResponse<String> send(String method, String path, String json) {
        HttpRequest.Builder request = request(method, path, json);
        cookie("XSRF-TOKEN").ifPresent(c -> request.header("X-XSRF-TOKEN", c.getValue()));
        return send(request.build());
    }

    /** Sends a file as the part "file" of a form. */
    public HttpResponse<String> upload(String path, String fileName, byte[] content) {
        String head =
                "--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        .formatted(fileName);
        return send(
                post(path, "multipart/form-data; boundary=boundary")
                        .POST(
                                BodyPublishers.concat(
                                        BodyPublishers.ofString(head),
                                        BodyPublishers.ofByteArray(content),
                                        BodyPublishers.ofString("\r\n--boundary--\r\n")))
                        .build());
    }

    /** Sends any body as any kind of content. */
    public HttpResponse<String> uploadRaw(String path, String contentType, String body) {
        return send(post(path, contentType).POST(BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder post(String path, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
        headers.forEach(request::setHeader);
        request.setHeader("Content-Type", contentType);
        cookie("XSRF-TOKEN").ifPresent(c -> request.header("X-XSRF-TOKEN", c.getValue()));
        return request;
    }

    /** Sends without the CSRF token. */
    public HttpResponse<String> sendBare(String method, String path, String json) {
        return send(request(method, path, json).build());
    }

    private HttpRequest.Builder request(String method, String path, String json) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path))
                        .method(
                                method,
                                json == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(json));
        headers.forEach(request::header);
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads a stream line by line until it ends or this thread is interrupted. */
    public void lines(String path, java.util.function.Consumer<String> consumer) {
        try (var lines =
                client.send(request("GET", path, null).build(), BodyHandlers.ofLines()).body()) {
            lines.forEach(consumer);
        } catch (IOException | java.io.UncheckedIOException e) {
            // The server went down or hung up: the stream is over.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The cookie of this name that the server set last. */
    public Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(c -> c.getName().equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        client.close();
    }
}
