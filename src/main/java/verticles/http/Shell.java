package verticles.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page and its parts. Each part is served under a name with the hash of its content; the page
 * names them, carries the import map, and allows by its policy exactly what it contains.
 */
final class Shell {
  private static final String UPLOT = "vendor/uplot/dist/uPlot.iife.min.js";

  /** Small builds that set a variable, which is made the default export of a module. */
  private static final Map<String, String> VARIABLES = Map.of(UPLOT, "uPlot");

  /** Where the code begins; what it needs is loaded with the page, the rest when it is wanted. */
  private static final String ENTRY = "app/main";

  /** The npm modules by the name that code imports them under. */
  private static final Map<String, String> VENDOR =
      Map.of(
          "uplot", UPLOT,
          "preact", "vendor/preact/dist/preact.module.js",
          "preact/hooks", "vendor/preact/hooks/dist/hooks.module.js",
          "htm", "vendor/htm/dist/htm.module.js",
          "@preact/signals-core", "vendor/@preact/signals-core/dist/signals-core.module.js",
          "@preact/signals", "vendor/@preact/signals/dist/signals.module.js");

  private static final Pattern REFERENCE = Pattern.compile("\\{\\{asset:([^}]+)}}");
  private static final String INDEX = "index.html";

  private record Part(String name, byte[] content) {
    String address() {
      return "/a/" + name;
    }
  }

  private final Map<String, byte[]> files;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, StaticFile> served = new LinkedHashMap<>();
  private final Map<String, Part> modules;
  private final StaticFile page;

  private Shell(Map<String, byte[]> files) {
    this.files = files;
    byte[] index = files.get(INDEX);
    if (index == null) {
      throw new IllegalStateException("the page webroot/index.html is not in the jar");
    }
    files.keySet().stream().filter(file -> !file.equals(INDEX)).forEach(this::part);
    parts
        .values()
        .forEach(
            part ->
                served.put(
                    part.name(),
                    new StaticFile(
                        part.content(), MediaTypes.of(part.name()), StaticFile.FOREVER, "")));
    this.modules = modules();
    this.page = page(text(index));
  }

  /**
   * Reads everything into memory.
   *
   * @throws IllegalStateException when the page is missing or names a file that is
   */
  static Shell load(String folder) {
    return new Shell(WebFiles.read(folder));
  }

  private Part part(String file) {
    Part known = parts.get(file);
    if (known != null) {
      return known;
    }
    byte[] content = files.get(file);
    if (content == null) {
      throw new IllegalStateException("the page refers to %s, which is missing".formatted(file));
    }
    if (file.endsWith(".css") || file.endsWith(".webmanifest")) {
      content = bytes(replaceReferences(text(content)));
    }
    if (VARIABLES.containsKey(file)) {
      content = bytes(text(content) + "\nexport default " + VARIABLES.get(file) + ";\n");
    }
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    Part part =
        new Part(
            name.substring(0, dot) + "." + Digests.fingerprint(content) + name.substring(dot),
            content);
    parts.put(file, part);
    return part;
  }

  private String replaceReferences(String text) {
    Matcher reference = REFERENCE.matcher(text);
    return reference.replaceAll(
        found -> Matcher.quoteReplacement(part(found.group(1).strip()).address()));
  }

  private Map<String, Part> modules() {
    Map<String, Part> modules = new TreeMap<>();
    VENDOR.forEach(
        (name, file) -> {
          if (files.containsKey(file)) {
            modules.put(name, part(file));
          }
        });
    for (String file : files.keySet()) {
      if (file.startsWith("app/") && file.endsWith(".js")) {
        modules.put(file.substring(0, file.length() - ".js".length()), part(file));
      }
    }
    return modules;
  }

  private StaticFile page(String template) {
    Map<String, String> imports = new LinkedHashMap<>();
    Map<String, String> integrity = new LinkedHashMap<>();
    List<String> preloads = new ArrayList<>();
    Set<String> atOnce =
        ModuleGraph.reach(
            ENTRY, name -> modules.containsKey(name) ? text(modules.get(name).content()) : "");
    modules.forEach(
        (name, part) -> {
          String hash = Digests.integrity(part.content());
          imports.put(name, part.address());
          integrity.put(part.address(), hash);
          if (atOnce.contains(name)) {
            preloads.add(
                "<link rel=\"modulepreload\" href=\"%s\" integrity=\"%s\">"
                    .formatted(part.address(), hash));
          }
        });
    files.keySet().stream()
        .filter(file -> file.startsWith("app/") && file.endsWith(".css"))
        .sorted()
        .forEach(file -> imports.put(file, part(file).address()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("imports", imports);
    map.put("integrity", integrity);
    byte[] inline = Json.bytes(map);
    String html =
        replaceReferences(template)
            .replace("<!--importmap-->", "<script type=\"importmap\">" + text(inline) + "</script>")
            .replace("<!--preload-->", String.join("\n", preloads));
    return new StaticFile(bytes(html), MediaTypes.of(INDEX), StaticFile.ASK_FIRST, policy(inline));
  }

  private static String policy(byte[] importMap) {
    return "default-src 'none'; script-src 'self' "
        + Digests.source(importMap)
        + "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
        + " object-src 'none'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action"
        + " 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types"
        + " 'none'";
  }

  /** The names that code can import. */
  Set<String> imports() {
    return modules.keySet();
  }

  StaticFile page() {
    return page;
  }

  /** The part of that name, hash included. */
  Optional<StaticFile> asset(String name) {
    return Optional.ofNullable(served.get(name));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
