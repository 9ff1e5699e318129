package io.soroka.platform.web;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

/** Describes the API as it is, at {@code /api/described.json} of a server under test. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("Soroka").version("1"))
                .servers(List.of(new Server().url("/")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        "session",
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.APIKEY)
                                                .in(SecurityScheme.In.COOKIE)
                                                .name("SOROKA_SESSION"))
                                .addSecuritySchemes(
                                        "key",
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer"))
                                .addResponses(ProblemSchema.NAME, ProblemSchema.response())
                                .addSchemas(ProblemSchema.NAME, ProblemSchema.schema()))
                .addSecurityItem(new SecurityRequirement().addList("session"))
                .addSecurityItem(new SecurityRequirement().addList("key"));
    }

    @Bean
    SchemaNames schemaNames() {
        return new SchemaNames();
    }

    /** Takes the place of the library's own, which would give two {@code View}s one name. */
    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers, SchemaNames names) {
        // Conditions are any JSON; a stream is text.
        SpringDocUtils.getConfig()
                .replaceWithClass(JsonNode.class, Object.class)
                .replaceWithClass(SseEmitter.class, String.class);
        return new ModelResolver(mappers.jsonMapper(), names).openapi31(true);
    }

    @Bean
    OpenApiCustomizer nullability(SchemaNames names) {
        return new Nullability(names);
    }

    /** Names that stay: of the controller and its method, grouped by room. */
    @Bean
    OperationCustomizer operations() {
        return (operation, method) -> {
            String controller =
                    method.getBeanType().getSimpleName().replaceFirst("Controller$", "");
            String name = method.getMethod().getName();
            operation.setOperationId(
                    controller.substring(0, 1).toLowerCase(Locale.ROOT)
                            + controller.substring(1)
                            + name.substring(0, 1).toUpperCase(Locale.ROOT)
                            + name.substring(1));
            operation.setTags(List.of(room(method)));
            spellIdsAsTexts(operation);
            operation
                    .getResponses()
                    .addApiResponse(
                            "default",
                            new ApiResponse().$ref("#/components/responses/" + ProblemSchema.NAME));
            return operation;
        };
    }

    private static String room(HandlerMethod method) {
        String inside = method.getBeanType().getPackageName().replaceFirst("^io\\.soroka\\.", "");
        return inside.substring(0, (inside + ".").indexOf('.'));
    }

    /** JavaScript rounds numbers of 64 bits; ids are texts whatever their size. */
    private static void spellIdsAsTexts(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        operation.getParameters().stream()
                .filter(parameter ->
                        "int64".equals(parameter.getSchema().getFormat())
                                || ("path".equals(parameter.getIn())
                                        && "int32".equals(parameter.getSchema().getFormat())))
                .forEach(parameter -> {
                    var text = new Schema<String>();
                    text.addType("string");
                    text.setPattern("\\d+");
                    parameter.setSchema(text);
                });
    }
}
