package io.soroka.platform.web;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;

/** How a refusal is described, once for all operations. */
final class ProblemSchema {
    static final String NAME = "Problem";

    private ProblemSchema() {}

    static ApiResponse response() {
        return new ApiResponse()
                .description("The request was refused; the problem says why (RFC 9457).")
                .content(
                        new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType()
                                                .schema(
                                                        new Schema<>()
                                                                .$ref(
                                                                        "#/components/schemas/"
                                                                                + NAME))));
    }

    static Schema<?> schema() {
        Schema<?> error = of("object");
        error.addProperty("pointer", of("string"));
        error.addProperty("detail", of("string"));
        error.setRequired(List.of("detail", "pointer"));
        Schema<?> errors = of("array");
        errors.setItems(error);
        Schema<?> problem = of("object");
        problem.addProperty("type", of("string"));
        problem.addProperty("title", of("string"));
        problem.addProperty("status", of("integer"));
        problem.addProperty("detail", of("string"));
        problem.addProperty("instance", of("string"));
        problem.addProperty("code", of("string"));
        problem.addProperty("errors", errors);
        problem.setRequired(List.of("code", "detail", "status", "title", "type"));
        return problem;
    }

    private static Schema<?> of(String type) {
        var schema = new Schema<>();
        schema.addType(type);
        return schema;
    }
}
