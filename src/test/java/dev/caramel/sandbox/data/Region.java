package dev.caramel.sandbox.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.catalog.Resources;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names, places and companies of one part of the world.
 *
 * @param country its name as people there write it
 * @param language the language of Sugar that people there use
 * @param phone a phone number with # for each digit
 * @param male first names of men
 * @param female first names of women
 * @param last family names
 * @param cities city, state, postal code
 * @param streets street names
 * @param companies company names
 */
record Region(
    String country,
    String language,
    String phone,
    Word[] male,
    Word[] female,
    Word[] last,
    List<String[]> cities,
    String[] streets,
    Word[] companies) {

  /**
   * A name and how it looks in an e-mail address.
   *
   * @param text the name
   * @param latin ASCII letters and digits only
   */
  record Word(String text, String latin) {

    /** Reads "text" or "text|latin". */
    static Word of(String written) {
      int bar = written.indexOf('|');
      String text = bar < 0 ? written : written.substring(0, bar);
      String latin = bar < 0 ? written : written.substring(bar + 1);
      String plain =
          latin
              .replace("ß", "ss")
              .replace("ı", "i")
              .replace("ł", "l")
              .replace("Ł", "L")
              .replace("đ", "d")
              .replace("Đ", "D")
              .replace("œ", "oe")
              .replace("ø", "o");
      plain = Normalizer.normalize(plain, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
      return new Word(text, plain.replaceAll("[^a-z0-9]", ""));
    }
  }

  /** Reads all regions, each as often as its weight says, so that one pick respects the weights. */
  static Region[] all() {
    List<Region> regions = new ArrayList<>();
    for (JsonNode node : Resources.json("regions.json")) {
      Region region = of(node);
      for (int i = 0; i < node.path("weight").asInt(); i++) {
        regions.add(region);
      }
    }
    return regions.toArray(Region[]::new);
  }

  private static Region of(JsonNode node) {
    List<String[]> cities = new ArrayList<>();
    node.path("cities").forEach(city -> cities.add(texts(city)));
    return new Region(
        node.path("country").asText(),
        node.path("language").asText(),
        node.path("phone").asText(),
        words(node.path("male")),
        words(node.path("female")),
        words(node.path("last")),
        cities,
        texts(node.path("streets")),
        words(node.path("companies")));
  }

  /** The texts of a JSON array. */
  static String[] texts(JsonNode list) {
    String[] texts = new String[list.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = list.get(i).asText();
    }
    return texts;
  }

  private static Word[] words(JsonNode list) {
    Word[] words = new Word[list.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = Word.of(list.get(i).asText());
    }
    return words;
  }
}
