import Testing

@Suite struct SwiftTextTests {
  @Test(arguments: [
    ("a // b\nc", "a \nc"),
    ("a /* b\n c */ d", "a \n d"),
    ("let a = \"x // y\" // z", "let a =          "),
    ("f(\"a\\\"b\") + g", "f(      ) + g"),
    ("f(#\"a\"b\"#) + g", "f(       ) + g"),
    ("f(\"\"\"\n  a \"b\"\n  \"\"\") + g", "f(   \n       \n     ) + g"),
    ("f(\"a\\(b ? \"c\" : d[\"e\"])f\")", "f(    b ?     : d[   ]   )"),
    ("f(#\"a\\(b)\\#(c)\"#)", "f(          c   )"),
    ("\"ä\\\\\" + g", "      + g"),
    ("case `default`(Int)", "case  default (Int)"),
    ("func `it's a \" name`() {}", "func                () {}"),
  ])
  func `comments and literals are blanked`(text: String, code: String) {
    #expect(SwiftText.code(text) == code)
  }

  @Test func `strings can stay`() {
    #expect(SwiftText.withoutComments("a(\"x // y\") // z") == "a(\"x // y\") ")
  }

  @Test func `an open comment or literal ends with the text`() {
    #expect(SwiftText.code("a \"b") == "a   ")
    #expect(SwiftText.code("a /* b") == "a ")
  }
}
