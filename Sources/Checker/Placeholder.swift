enum CheckerPlaceholder {}
