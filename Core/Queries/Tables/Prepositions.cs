namespace Stvg.Core.Queries.Tables;

/// <summary>What a preposition says of the thing before it.</summary>
internal enum PrepositionKind
{
    /// <summary>A relation to the thing after it ("next to", "behind").</summary>
    Relation,

    /// <summary>A way ("past the lamp post", "along the road"): belongs to a verb of motion.</summary>
    Way,

    /// <summary>What it has, wears or carries ("with", "in", "without").</summary>
    Having,

    /// <summary>Where ("on", "in", "at").</summary>
    Place,

    /// <summary>Part or kind ("of").</summary>
    Of,

    /// <summary>The agent of a passive ("by") or, without one, beside.</summary>
    By,

    /// <summary>Nothing that the product judges ("for", "during", "like").</summary>
    Other,
}

/// <summary>Prepositions, of one word and of several.</summary>
internal static class Prepositions
{
    private static readonly Dictionary<string, (PrepositionKind Kind, string Name)> s_words = Read("""
        Relation next_to : next_to near beside besides close_to near_to nearby alongside adjacent_to by_the_side_of at_the_side_of
        Relation next_to : along_side nearest nearest_to closest_to
        Relation next_to : to_the_side_of between among amongst amid
        Relation in_front_of : in_front_of at_the_front_of ahead_of opposite opposite_to across_from in_the_front_of in_front
        Relation behind : behind at_the_back_of in_back_of at_the_rear_of in_the_rear_of in_the_back_of
        Relation above : above over on_top_of atop upon on_the_top_of
        Relation beneath : beneath below under underneath at_the_bottom_of at_the_foot_of
        Relation together_with : together_with along_with accompanied_by in_the_company_of
        Relation inside : inside inside_of within
        Relation outside : outside outside_of
        Relation left_of : left_of to_the_left_of on_the_left_of
        Relation right_of : right_of to_the_right_of on_the_right_of
        Relation lean_on : against
        Way away : away_from from off off_of away far_from far_away_from
        Way towards : towards toward up_to to in_the_direction_of
        Way past : past
        Way across : across
        Way along : along
        Way through : through
        Way into : into onto
        Way out_of : out_of
        Way around : around round about
        Way up : up
        Way down : down
        Having with : with having
        Having without : without
        Place in : in in_the_middle_of in_the_centre_of in_the_center_of in_the_corner_of out_in
        Place on : on on_the_side_of on_the_left_side_of on_the_right_side_of on_the_other_side_of on_the_far_side_of on_the_edge_of
        Place on : at_the_edge_of at_the_top_of at_the_end_of
        Place at : at at_the_corner_of
        Of of : of
        By by : by
        Other other : for during like as than despite per via because_of due_to instead_of except unlike
        """);

    /// <summary>Kind and relation name of a preposition, or null.</summary>
    public static (PrepositionKind Kind, string Name)? Find(string words) => s_words.TryGetValue(words, out var found) ? found : null;

    /// <summary>Names of all relations that a preposition may say.</summary>
    public static IEnumerable<string> Relations =>
        s_words.Values.Where(w => w.Kind is PrepositionKind.Relation or PrepositionKind.Way or PrepositionKind.Place).Select(w => w.Name);

    /// <summary>All prepositions.</summary>
    public static IEnumerable<string> Words => s_words.Keys;

    /// <summary>Those of more than one word.</summary>
    public static IEnumerable<string> MultiWord => s_words.Keys.Where(words => words.Contains(' ', StringComparison.Ordinal));

    private static Dictionary<string, (PrepositionKind, string)> Read(string table)
    {
        var words = new Dictionary<string, (PrepositionKind, string)>(StringComparer.Ordinal);
        foreach (var (key, value) in TableReader.Lines(table))
        {
            var parts = TableReader.Split(key);
            foreach (var word in TableReader.Split(value))
                words.TryAdd(word.Replace('_', ' '), (Enum.Parse<PrepositionKind>(parts[0]), parts[1]));
        }
        return words;
    }
}
