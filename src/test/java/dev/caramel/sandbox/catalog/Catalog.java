package dev.caramel.sandbox.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one release of Sugar knows about its modules: fields, links, dropdowns, labels and the texts
 * of its errors (reference 2.3, 7 and 8). Immutable; {@link #withField} and {@link #withoutField}
 * give copies.
 */
public final class Catalog {

  private final Release release;
  private final Map<String, SugarModule> modules;
  private final Languages languages;
  private final ErrorTexts errors;

  private Catalog(
      Release release, Map<String, SugarModule> modules, Languages languages, ErrorTexts errors) {
    this.release = release;
    this.modules = Collections.unmodifiableMap(modules);
    this.languages = languages;
    this.errors = errors;
  }

  /**
   * Reads the catalogue of a release. Fields that came later are left out.
   *
   * @param release the release, {@code "8.0"} to {@code "14.0"} and later
   * @return the catalogue
   * @throws IllegalArgumentException if the text is no release
   */
  public static Catalog forRelease(String release) {
    Release wanted = Release.of(release);
    ModuleFiles files = ModuleFiles.read(wanted);
    return new Catalog(wanted, files.modules(), Languages.read(files.labels()), ErrorTexts.read());
  }

  /**
   * The release that is played.
   *
   * @return for example {@code "13.0"}
   */
  public String release() {
    return release.toString();
  }

  /**
   * Finds a module.
   *
   * @param name its plural key: {@code Leads}, {@code ProspectLists}, ...
   * @return the module
   * @throws IllegalArgumentException if there is none of that name
   */
  public SugarModule module(String name) {
    SugarModule module = modules.get(name);
    if (module == null) {
      throw new IllegalArgumentException("No module " + name + " in " + modules.keySet());
    }
    return module;
  }

  /**
   * The modules that have a field table.
   *
   * @return their names in a fixed order
   */
  public Set<String> modules() {
    return modules.keySet();
  }

  /**
   * A dropdown in English.
   *
   * @param list the name of the list, as in {@link SugarField#options}
   * @return key to label in the order of the list, empty for an unknown list; {@code
   *     priority_c_list} has the keys 0 to 3, which PHP delivers as an array (reference 7.5)
   */
  public Map<String, String> dropdown(String list) {
    return dropdown(list, Languages.ENGLISH);
  }

  /**
   * A dropdown in a language.
   *
   * @param list the name of the list
   * @param language {@code en_us}, {@code de_DE} or {@code es_ES}; any other is served in English
   * @return key to label in the order of the list, empty for an unknown list
   */
  public Map<String, String> dropdown(String list, String language) {
    return languages.dropdown(list, language);
  }

  /**
   * What {@code /lang/<code>} serves (reference 7.4).
   *
   * @param code {@code en_us}, {@code de_DE} or {@code es_ES}; any other is served in English
   * @return a new tree with {@code app_list_strings}, {@code app_strings} and {@code
   *     mod_strings.<Module>.LBL_...}; labels keep their trailing colon
   */
  public ObjectNode language(String code) {
    return languages.tree(code, modules.values());
  }

  /**
   * The text of an error.
   *
   * @param label the label of reference 2.3, or one of its finer cases after a dot: {@code
   *     need_login.password}, {@code need_login.locked}, {@code not_found.record} (id, module),
   *     {@code invalid_parameter.field} (name), {@code invalid_parameter.operator} (name), {@code
   *     invalid_parameter.exists} (id, module), {@code invalid_parameter.email} (address), {@code
   *     invalid_parameter.platform}, {@code incorrect_version.url} and {@code
   *     incorrect_version.request} (lowest, highest)
   * @param language {@code en_us}, {@code de_DE} or {@code es_ES}; any other is served in English
   * @param values what stands for {0}, {1} in the text
   * @return the text
   * @throws IllegalArgumentException if there is no such label
   */
  public String errorText(String label, String language, Object... values) {
    return errors.text(label, language, values);
  }

  /**
   * The HTTP status that goes with an error by the table of reference 2.3.
   *
   * @param label the label, with or without a finer case
   * @return the status
   * @throws IllegalArgumentException if there is no such label
   */
  public int errorStatus(String label) {
    return errors.status(label);
  }

  /**
   * Installs a field, as a package or Studio does, or replaces the one of the same name.
   *
   * @param module the module
   * @param field the field; its label is the attribute {@code labelValue}, else its label key
   * @return a copy with the field at the end of the table
   */
  public Catalog withField(String module, SugarField field) {
    return changed(module, field.name(), field);
  }

  /**
   * Removes a field.
   *
   * @param module the module
   * @param field the field's name; an unknown one changes nothing
   * @return a copy without it
   */
  public Catalog withoutField(String module, String field) {
    return changed(module, field, null);
  }

  private Catalog changed(String name, String field, @Nullable SugarField replacement) {
    SugarModule old = module(name);
    LinkedHashMap<String, SugarField> fields = new LinkedHashMap<>(old.fields());
    fields.remove(field);
    if (replacement != null) {
      fields.put(field, replacement);
    }
    Map<String, SugarModule> copy = new LinkedHashMap<>(modules);
    copy.put(name, new SugarModule(name, old.singular(), fields, old.links()));
    return new Catalog(release, copy, languages, errors);
  }
}
