using System.Collections.Frozen;

namespace Stvg.Core.Evaluation;

/// <summary>
/// The 80 object categories of VidOR, and the everyday nouns and COCO classes that mean them. Categories compare as families:
/// adult, child and baby are one, "person"; every other category is a family of its own.
/// </summary>
public static class VidOrCategories
{
    /// <summary>The family of adult, child and baby.</summary>
    public const string Person = "person";

    /// <summary>
    /// Families in VidOR's spelling and the nouns for them; a category's own name, and its parts around "/", need not be repeated.
    /// </summary>
    private static readonly FrozenDictionary<string, string> s_families = Families(
        (Person, "adult, child, baby, people, human, man, woman, men, women, boy, girl, kid, toddler, infant, teenager, guy, lady, "
            + "gentleman, male, female, someone, somebody, anyone, anybody, who, pedestrian, performer, "
            + "player, singer, dancer, worker, driver, rider"),
        ("bread", "sandwich, toast, loaf, baguette, bun"), ("cake", "cupcake, donut, doughnut, pastry"),
        ("dish", "plate, bowl, food, meal"),
        ("fruits", "fruit, apple, banana, orange, grape, strawberry, lemon, watermelon, pear, peach"),
        ("vegetables", "vegetable, broccoli, carrot, cabbage, tomato, potato, lettuce"),
        ("backpack", "rucksack, knapsack, schoolbag"), ("camera", "camcorder, webcam"),
        ("cellphone", "cell phone, mobile phone, phone, smartphone, mobile, telephone"), ("handbag", "purse, bag"),
        ("laptop", "notebook, computer"), ("suitcase", "luggage"),
        ("ball/sports_ball", "football, basketball, baseball, volleyball, soccer ball, tennis ball"), ("bat", "baseball bat, cricket bat"),
        ("frisbee", "flying disc"), ("racket", "tennis racket, racquet"), ("skateboard", "longboard"), ("ski", "skis"), ("snowboard", ""),
        ("surfboard", "surf board"), ("toy", "doll, teddy bear, teddy, plush, stuffed animal, puppet, balloon, lego"),
        ("baby_seat", "child seat, high chair, car seat"), ("bottle", "flask"), ("chair", "armchair, seat"),
        ("cup", "mug, wine glass, glass, goblet"), ("electric_fan", "fan"), ("faucet", "tap"), ("microwave", "microwave oven"),
        ("oven", "stove"), ("refrigerator", "fridge, freezer"), ("screen/monitor", "tv, television, display"), ("sink", "basin, washbasin"),
        ("sofa", "couch, settee"), ("stool", "footstool"), ("table", "dining table, desk"), ("toilet", "lavatory"), ("guitar", ""),
        ("piano", ""), ("baby_walker", ""), ("bench", ""), ("stop_sign", ""), ("traffic_light", "traffic signal"),
        ("aircraft", "airplane, aeroplane, plane, helicopter, jet"), ("bicycle", "bike, cycle"), ("bus/truck", "lorry, coach, van, pickup"),
        ("car", "automobile, sedan, taxi, suv, jeep"), ("motorcycle", "motorbike, moped"), ("scooter", "kick scooter"),
        ("train", "locomotive, tram"), ("watercraft", "boat, ship, canoe, kayak, yacht, raft, sailboat"), ("crab", ""),
        ("bird", "parrot, pigeon, seagull, sparrow"),
        ("chicken", "hen, rooster, cock, chick"), ("duck", "duckling"), ("penguin", ""), ("fish", "goldfish, shark"), ("stingray", "ray"),
        ("crocodile", "alligator"), ("snake", "python"), ("turtle", "tortoise"), ("antelope", "deer, gazelle"), ("bear", ""), ("camel", ""),
        ("cat", "kitten, kitty"), ("cattle/cow", "bull, calf, ox, buffalo"), ("dog", "puppy"), ("elephant", ""),
        ("hamster/rat", "mouse, guinea pig, gerbil"), ("horse", "pony, foal"), ("kangaroo", ""), ("leopard", "cheetah, jaguar"),
        ("lion", "lioness"), ("panda", ""), ("pig", "piglet, hog"), ("rabbit", "bunny, hare"), ("sheep/goat", "lamb, ram"),
        ("squirrel", "chipmunk"), ("tiger", ""));

    /// <summary>The family of one of VidOR's categories; names that VidOR does not have are families of their own.</summary>
    public static string FamilyOfCategory(string category) => FamilyOf(category) ?? category;

    /// <summary>The family that a noun means ("boy": person; "cattle": cattle/cow), or null when it is none of VidOR's.</summary>
    /// <param name="noun">
    /// A noun, or a COCO class; of a compound that is not known as a whole the last word decides, except for toys.
    /// </param>
    public static string? FamilyOf(string noun)
    {
        ArgumentNullException.ThrowIfNull(noun);
        var word = noun.Trim().ToLowerInvariant().Replace('_', ' ');
        if (s_families.TryGetValue(word, out var family)) return family;
        var words = word.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return null;
        return words[0] == "toy" ? "toy" : s_families.GetValueOrDefault(words[^1]); // a toy car is a toy
    }

    /// <summary>The family that the first known of several names means, best first; null when none is known.</summary>
    public static string? FamilyOf(IEnumerable<string> names) => names.Select(FamilyOf).FirstOrDefault(family => family is not null);

    private static FrozenDictionary<string, string> Families(params (string Family, string Nouns)[] families)
    {
        var byNoun = new Dictionary<string, string>();
        foreach (var (family, nouns) in families)
        {
            var own = family.Replace('_', ' ');
            foreach (var noun in nouns.Split(", ", StringSplitOptions.RemoveEmptyEntries).Concat(own.Split('/')).Append(own).Distinct())
                byNoun.Add(noun, family); // throws when two families claim a noun
        }
        return byNoun.ToFrozenDictionary();
    }
}
