package io.rookery.kit.page;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Renders HTML pages from FreeMarker templates. All values are escaped, except those made by {@link
 * #html}. The content security policy lets a page load images from this site and nothing else. It
 * forbids scripts and framing.
 */
public final class HtmlPages {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final String LOOK = read("look.css");
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; img-src 'self';"
                    + " style-src 'sha256-"
                    + sha256(LOOK)
                    + "'; form-action 'self'";

    private final Configuration templates;

    /**
     * @param own a class whose package has the templates among its resources
     */
    public HtmlPages(Class<?> own) {
        templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setTemplateLoader(
                new MultiTemplateLoader(
                        new TemplateLoader[] {
                            new ClassTemplateLoader(own, ""),
                            new ClassTemplateLoader(HtmlPages.class, "")
                        }));
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setRecognizeStandardFileExtensions(true);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    }

    /** Marks text that is HTML already, so that it is not escaped. */
    public static TemplateModel html(String safe) {
        try {
            return HTMLOutputFormat.INSTANCE.fromMarkup(safe);
        } catch (TemplateModelException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Renders a page that is the same for every visitor.
     *
     * @param template name of a file, without its extension
     * @param model what the template shows, by name
     */
    public ResponseEntity<String> page(
            HttpStatusCode status, String template, Map<String, ?> model) {
        return answer(status, POLICY)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .body(rendered(template, model));
    }

    /** Renders a page for one person; caches must not store it. */
    public ResponseEntity<String> ownPage(
            HttpStatusCode status, String template, Map<String, ?> model) {
        return ownPage(status, template, model, "");
    }

    /**
     * Renders a page for one person, with a form whose response may redirect to another site.
     *
     * @param destination that site, as a source of a content security policy; empty for none
     */
    public ResponseEntity<String> ownPage(
            HttpStatusCode status, String template, Map<String, ?> model, String destination) {
        return answer(status, destination.isEmpty() ? POLICY : POLICY + " " + destination)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(rendered(template, model));
    }

    /** Returns the page with one more header. */
    public static ResponseEntity<String> with(
            String header, String value, ResponseEntity<String> page) {
        return ResponseEntity.status(page.getStatusCode())
                .headers(page.getHeaders())
                .header(header, value)
                .body(page.getBody());
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatusCode status, String policy) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Content-Security-Policy", policy)
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin");
    }

    private String rendered(String template, Map<String, ?> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("look", html(LOOK));
        StringWriter page = new StringWriter();
        try {
            templates.getTemplate(template + ".ftlh").process(all, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The page " + template + " cannot be rendered", e);
        }
        return page.toString();
    }

    private static String read(String resource) {
        try (InputStream file = HtmlPages.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }
}
