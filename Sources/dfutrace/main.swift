print("dfutrace")
