package io.rookery.api.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rookery.kit.error.ApiException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Gathers a request's {@link Parameters}. */
final class ParametersArgumentResolver implements HandlerMethodArgumentResolver {

    private static final int LONGEST_BODY = 1 << 20;
    private static final int DEEPEST_JSON = 16;
    private static final TypeReference<@Nullable Map<String, Object>> OBJECT =
            new TypeReference<>() {};

    private final JsonMapper json =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST_JSON)
                                                    .build())
                                    .build())
                    .build();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Parameters.class;
    }

    @Override
    public Parameters resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest request =
                Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        requireUtf8(request);
        FormTree form = new FormTree();
        request.getParameterMap().forEach(form::add);
        if (!isJson(request.getContentType())) {
            return new Parameters(form.root());
        }
        Map<String, Object> all = new HashMap<>(form.root());
        all.putAll(readJson(request));
        return new Parameters(all);
    }

    /** Refuses text that is not UTF-8: Tomcat would silently replace what it cannot decode. */
    private static void requireUtf8(HttpServletRequest request) throws IOException {
        if (WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class) == null) {
            return;
        }
        try {
            for (Part part : request.getParts()) {
                if (part.getSubmittedFileName() == null) {
                    UTF_8.newDecoder()
                            .decode(ByteBuffer.wrap(part.getInputStream().readAllBytes()));
                }
            }
        } catch (CharacterCodingException | ServletException e) {
            throw ApiException.badRequest("The request is malformed");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private Map<String, Object> readJson(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw new ApiException(HttpStatus.CONTENT_TOO_LARGE, "The request body is too large");
        }
        if (body.length == 0) {
            return Map.of();
        }
        try {
            Map<String, Object> values = json.readValue(body, OBJECT);
            return values == null ? Map.of() : values;
        } catch (JacksonException e) {
            throw ApiException.badRequest("The request body is not a valid JSON object");
        }
    }
}
