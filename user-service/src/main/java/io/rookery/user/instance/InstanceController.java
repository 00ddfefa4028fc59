package io.rookery.user.instance;

import io.rookery.api.language.LanguageTags;
import io.rookery.user.address.InstanceAddress;
import io.rookery.user.instance.InstanceEntity.Access;
import io.rookery.user.instance.InstanceFigures.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the description of the instance, which clients request first. */
@RestController
final class InstanceController {

    private static final String TITLE = "Rookery";
    private static final String DESCRIPTION = "A social feed that does not go down";

    /**
     * Clients read the first number as Mastodon's version and choose the endpoints that they call
     * accordingly.
     */
    static final String VERSION = "4.2.0 (compatible; Rookery 0.1.0)";

    private static final List<String> LANGUAGES = List.of(LanguageTags.OF_INSTANCE);

    private final InstanceAddress address;
    private final InstanceFigures figures;

    InstanceController(InstanceAddress address, InstanceFigures figures) {
        this.address = address;
        this.figures = figures;
    }

    @GetMapping("/api/v2/instance")
    InstanceEntity instance() {
        return new InstanceEntity(
                address.domain(),
                TITLE,
                VERSION,
                address.baseUrl(),
                DESCRIPTION,
                new InstanceEntity.Usage(new InstanceEntity.Users(figures.current().accounts())),
                new InstanceEntity.Thumbnail(picture(), null, "", Map.of()),
                List.of(new InstanceEntity.Icon(picture(), "1x1")),
                LANGUAGES,
                new InstanceEntity.Configuration(
                        new InstanceEntity.Urls(null, null, address.baseUrl(), null, null),
                        new InstanceEntity.Vapid(""),
                        Limits.CURRENT,
                        new InstanceEntity.Translation(false),
                        true,
                        new InstanceEntity.TimelinesAccess(
                                Access.EVERYBODY, Access.EVERYBODY, Access.NOBODY)),
                new InstanceEntity.Registrations(true, false, false, null, null, null),
                new InstanceEntity.ApiVersions(1),
                new InstanceEntity.Contact(contact(), null),
                List.of(),
                null);
    }

    record Language(String code, String name) {}

    @GetMapping("/api/v1/instance/languages")
    List<Language> languages() {
        return LANGUAGES.stream()
                .map(code ->
                        new Language(
                                code,
                                Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH)))
                .toList();
    }

    @GetMapping("/api/v1/instance")
    InstanceEntityV1 instanceV1() {
        Figures now = figures.current();
        return new InstanceEntityV1(
                address.domain(),
                TITLE,
                DESCRIPTION,
                DESCRIPTION,
                contact(),
                VERSION,
                Map.of(),
                new InstanceEntityV1.Stats(now.accounts(), now.statuses(), 0),
                picture(),
                LANGUAGES,
                true,
                false,
                false,
                Limits.CURRENT,
                null,
                List.of());
    }

    private String picture() {
        return address.baseUrl() + "/avatars/original/missing.png";
    }

    private String contact() {
        return "admin@" + address.domain().replaceFirst(":\\d+$", "");
    }
}
