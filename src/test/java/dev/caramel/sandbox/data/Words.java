package dev.caramel.sandbox.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.catalog.Catalog;
import dev.caramel.sandbox.catalog.Resources;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The words of the data files and the keys of the dropdowns, to pick from. */
final class Words {

  private final JsonNode file = Resources.json("words.json");
  private final Map<String, String[]> lists = new ConcurrentHashMap<>();
  private final Catalog catalog;

  Words(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The words of one kind. */
  String[] of(String kind) {
    return lists.computeIfAbsent(kind, name -> Region.texts(file.required(name)));
  }

  /** The keys of a dropdown. */
  String[] keys(String dropdown) {
    return catalog.dropdown(dropdown).keySet().toArray(String[]::new);
  }
}
