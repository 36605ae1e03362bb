"""The vocabulary of the synthetic collection. The lengths multiply to more names than anyone collects."""

# fmt: off
FIRST = (
    "Ada", "Alma", "Amara", "Anselm", "Ásta", "Basil", "Bela", "Birgit", "Björn", "Caro", "Cosmo", "Dalia",
    "Dexter", "Edda", "Elio", "Etta", "Fern", "Fela", "Gilda", "Gus", "Hana", "Hugo", "Ida", "Ines", "Ivo",
    "Jonas", "June", "Kaya", "Kofi", "Lena", "Lionel", "Lou", "Mabel", "Milan", "Nadia", "Nils", "Oona",
    "Otis", "Petra", "Quincy", "Rosa", "Runa", "Sol", "Søren", "Tove", "Ugo", "Vera", "Wim", "Yuki", "Zoë",
)
LAST = (
    "Abara", "Aoki", "Banks", "Bergström", "Brandt", "Castellano", "Cole", "Demir", "Dubois", "Eriksen",
    "Falk", "Fontaine", "Garcia", "Graves", "Grün", "Hale", "Haruno", "Holt", "Ibarra", "Ito", "Jansen",
    "Kamara", "Keller", "Kuti", "Laine", "Larsson", "Lund", "Marlowe", "Mendes", "Moreau", "Nakata", "Novák",
    "Okafor", "Olsen", "Park", "Pereira", "Quist", "Ramos", "Rossi", "Sato", "Silva", "Tanaka", "Thorne",
    "Vargas", "Vega", "Voss", "Weiss", "Wolfe", "Young", "Ziegler",
)
ENSEMBLES = (
    "", "Trio", "Quartet", "Quintet", "Orchestra", "& Friends", "Band", "Project", "Experience", "Big Band",
    "Sound System", "Ensemble", "Collective", "Duo", "Sextet", "All Stars",
)
ADJECTIVES = (
    "Amber", "Blue", "Broken", "Burning", "Distant", "Electric", "Empty", "Endless", "Fading", "Faraway",
    "Frozen", "Gentle", "Golden", "Hidden", "Hollow", "Infinite", "Last", "Late", "Little", "Lonely", "Long",
    "Lost", "Midnight", "Neon", "Open", "Paper", "Quiet", "Restless", "Salt", "Second", "Silent", "Silver",
    "Slow", "Small", "Static", "Sudden", "Summer", "Velvet", "Wild", "Winter",
)
NOUNS = (
    "Afternoon", "Arcade", "Avenue", "Bells", "Bridge", "Canyon", "Chorus", "Circuit", "City", "Coast",
    "Dance", "Desert", "Dream", "Echo", "Engine", "Fire", "Garden", "Ghost", "Harbour", "Highway", "Horizon",
    "House", "Island", "Lamp", "Letter", "Machine", "Mirror", "Moon", "Morning", "Ocean", "Parade", "Radio",
    "Rain", "River", "Road", "Room", "Satellite", "Season", "Shadow", "Signal", "Sky", "Snow", "Song",
    "Station", "Stone", "Storm", "Street", "Sun", "Tide", "Tower", "Train", "Valley", "Voice", "Waltz",
    "Water", "Weather", "Window",
)
# fmt: on
GENRES = (
    ("Jazz", ("Modal", "Hard Bop", "Free Jazz")),
    ("Rock", ("Indie Rock", "Post-Punk", "Krautrock")),
    ("Electronic", ("Ambient", "Techno", "Deep House")),
    ("Funk / Soul", ("Soul", "Funk", "Disco")),
    ("Hip Hop", ("Instrumental", "Jazzy Hip-Hop", "Boom Bap")),
    ("Folk, World, & Country", ("Folk", "Afrobeat", "Country")),
    ("Reggae", ("Dub", "Roots Reggae", "Lovers Rock")),
    ("Classical", ("Modern", "Baroque", "Minimalism")),
)
COUNTRIES = ("US", "UK", "Germany", "Japan", "France", "Sweden", "Brazil", None)
CONDITIONS = ("Mint (M)", "Near Mint (NM or M-)", "Very Good Plus (VG+)", "Very Good (VG)", "Good (G)")
ROLES = (
    "Written-By",
    "Producer",
    "Engineer",
    "Artwork",
    "Liner Notes",
    "Mastered By",
    "Photography By",
    "Bass",
)
COMPANY_ROLES = (("13", "Phonographic Copyright (p)"), ("14", "Copyright (c)"), ("17", "Pressed By"))
