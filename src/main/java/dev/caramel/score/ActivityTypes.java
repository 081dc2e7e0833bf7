package dev.caramel.score;

import java.util.List;

/** The kinds of activities, in the words of the API. */
public final class ActivityTypes {
  /** All of them, in the order in which people go through them. */
  public static final List<String> ALL =
      List.of(
          "sent",
          "opened",
          "clicked",
          "form-viewed",
          "form-submitted",
          "landing-page-visited",
          "page-visited",
          "media-downloaded",
          "webinar-attended",
          "custom");

  private ActivityTypes() {}
}
