namespace Stvg.Core.Queries.Tables;

/// <summary>What people wear and carry, and where on the body it is.</summary>
internal static class Garments
{
    private static readonly Dictionary<string, BodyPart> s_words = TableReader.Words<BodyPart>("""
        Head    : hat cap beanie helmet hood hair headscarf headband turban bonnet bandana beret balaclava mask headphones earphones
        Head    : beard moustache mustache ponytail ponytails pigtail pigtails bun braid braids dreadlocks afro curls fringe glasses
        Head    : sunglasses spectacles goggles
        Upper   : jacket shirt sweater coat cardigan top hoodie vest blouse t-shirt tshirt tee polo pullover jumper sweatshirt jersey
        Upper   : parka anorak raincoat overcoat trenchcoat windbreaker blazer waistcoat gilet tunic fleece scarf shawl tie bra
        Upper   : bikini_top poncho apron
        Upper   : number logo writing tattoo print inscription sleeve sleeves collar gloves glove mittens life_jacket life_vest
        Upper   : safety_vest hi-vis armband
        Lower   : jeans trousers pants skirt shorts leggings slacks tights chinos joggers sweatpants tracksuit_bottoms miniskirt kilt
        Lower   : breeches trunks
        Lower   : swimming_trunks diaper nappy belt
        Whole   : dress suit uniform clothes clothing outfit overalls tracksuit robe gown kimono costume swimsuit bikini jumpsuit
        Whole   : dungarees onesie
        Whole   : pyjamas pajamas boilersuit wetsuit attire garments garb cloth gear burqa sari abaya camouflage kit
        Feet    : shoes shoe boots boot sneakers sneaker trainers sandals sandal slippers slipper heels socks sock stockings flip-flops
        Carried : bag package paper papers parcel backpack rucksack handbag purse satchel briefcase folder box suitcase case umbrella
        Carried : shopping_bag plastic_bag carrier_bag paper_bag newspaper book bottle cup phone mobile_phone cell_phone tool bucket basket
        Carried : envelope clipboard tablet laptop camera cane stick walking_stick map bundle sack holdall duffel_bag shoulder_bag tray
        Carried : poster banner flag sign balloon
        """);

    private static readonly HashSet<string> s_bodyParts =
    [
        .. TableReader.Split("""
            hand hands arm arms shoulder shoulders back head neck mouth leg legs foot feet body face skin waist chest lap knee knees finger
            fingers tail ear ears eye eyes nail nails
            """),
    ];

    /// <summary>All words of this table.</summary>
    public static IEnumerable<string> Words => s_words.Keys;

    /// <summary>Part of the body where a garment or a carried thing is, or null for other words.</summary>
    public static BodyPart? Part(string noun, Lexicon lexicon)
    {
        if (s_words.TryGetValue(noun, out var part)) return part;
        return Nouns.IsListed(noun) ? null : lexicon.Find(noun)?.Garment;
    }

    /// <summary>Those of more than one word.</summary>
    public static IEnumerable<string> MultiWord => s_words.Keys.Where(noun => noun.Contains(' ', StringComparison.Ordinal));

    /// <summary>True for words of this table, whatever the lexicon knows.</summary>
    public static bool IsListed(string noun) => s_words.ContainsKey(noun);

    /// <summary>True for limbs and the like: "in his hand" says nothing of its own.</summary>
    public static bool IsBodyPart(string noun) => s_bodyParts.Contains(noun);
}
