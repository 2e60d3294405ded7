package org.opencadc.sessionindex.docs;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;

/** What the reference says of one resource. */
final class ResourceSection {
  private final CustomResourceDefinition crd;
  private final CustomResourceDefinitionVersion version;
  private final Shapes shapes;

  private ResourceSection(CustomResourceDefinition crd, Shapes shapes) {
    this.crd = crd;
    this.version = crd.getSpec().getVersions().get(0);
    this.shapes = shapes;
  }

  static String of(CustomResourceDefinition crd, Shapes shapes) {
    return new ResourceSection(crd, shapes).text();
  }

  private String text() {
    String kind = crd.getSpec().getNames().getKind();
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    return "## "
        + kind
        + "\n\n"
        + root.getDescription()
        + "\n\n"
        + names()
        + part(kind, "spec", root.getProperties().get("spec"))
        + part(kind, "status", root.getProperties().get("status"))
        + columns(kind)
        + rules(kind, root);
  }

  private String names() {
    var names = crd.getSpec().getNames();
    List<String> all = new ArrayList<>();
    all.add("`" + names.getPlural() + "`");
    all.add("`" + names.getSingular() + "`");
    names.getShortNames().forEach(name -> all.add("`" + name + "`"));
    String category =
        names.getCategories().isEmpty()
            ? ""
            : ", and among others with `kubectl get " + names.getCategories().get(0) + "`";
    String selectable =
        version.getSelectableFields().isEmpty()
            ? ""
            : " Field selectors: "
                + String.join(
                    ", ",
                    version.getSelectableFields().stream()
                        .map(field -> "`" + field.getJsonPath().substring(1) + "`")
                        .toList())
                + ".";
    return "For kubectl: " + String.join(", ", all) + category + "." + selectable + "\n\n";
  }

  private String part(String kind, String name, JSONSchemaProps schema) {
    MarkdownTable table = new MarkdownTable("Field", "Type", "Limits", "Meaning");
    new Fields(table, shapes).add("", schema);
    return "### " + kind + " " + name + "\n\n" + schema.getDescription() + "\n\n" + table + "\n";
  }

  private String columns(String kind) {
    MarkdownTable table = new MarkdownTable("Column", "Shows", "");
    for (CustomResourceColumnDefinition column : version.getAdditionalPrinterColumns()) {
      boolean wide = column.getPriority() != null && column.getPriority() > 0;
      table.row(
          column.getName(), "`" + column.getJsonPath() + "`", wide ? "with `-o wide` only" : "");
    }
    return "### " + kind + " columns\n\n" + table + "\n";
  }

  private static String rules(String kind, JSONSchemaProps root) {
    List<ValidationRule> rules = new ArrayList<>();
    collect(root, rules);
    StringBuilder text = new StringBuilder("### " + kind + " rules\n\n");
    text.append("The API server refuses what breaks one of these:\n");
    rules.forEach(rule -> text.append("- ").append(rule.getMessage()).append(".\n"));
    return text.toString();
  }

  private static void collect(JSONSchemaProps schema, List<ValidationRule> rules) {
    if (schema.getXKubernetesValidations() != null) {
      rules.addAll(schema.getXKubernetesValidations());
    }
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(property -> collect(property, rules));
    }
  }
}
