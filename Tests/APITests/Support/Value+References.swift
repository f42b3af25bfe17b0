import JSON

extension Value {
    /// What `$ref` refers to anywhere in it.
    var references: Set<String> {
        var references: Set<String> = []
        for member in members {
            if member.name.string == "$ref", let text = member.value.text?.string { references.insert(text) }
            references.formUnion(member.value.references)
        }
        for element in elements { references.formUnion(element.references) }
        return references
    }
}
