using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.WordNet;

/// <summary>The COCO category or garment of a noun synset: that of its nearest hypernym among the roots.</summary>
internal sealed class NounClasses
{
    // Category (or +part of the body) : the senses of WordNet that stand for it and for all their hyponyms. "-" stops the search.
    private const string Roots = """
        person         : person#1 people#1
        bicycle        : bicycle#1 tricycle#1
        car            : car#1 van#5 ambulance#1
        motorcycle     : motorcycle#1 minibike#1
        airplane       : airplane#1 helicopter#1
        bus            : bus#1
        train          : train#1 streetcar#1 locomotive#1
        truck          : truck#1
        boat           : boat#1 ship#1
        traffic_light  : traffic_light#1
        fire_hydrant   : fireplug#1
        parking_meter  : parking_meter#1
        bench          : bench#1
        bird           : bird#1
        cat            : domestic_cat#1
        dog            : dog#1
        horse          : horse#1 donkey#1
        sheep          : sheep#1 goat#1
        cow            : cattle#1
        elephant       : elephant#1
        bear           : bear#1
        zebra          : zebra#1
        giraffe        : giraffe#1
        backpack       : backpack#1
        umbrella       : umbrella#1
        handbag        : bag#4 bag#1
        tie            : necktie#1
        suitcase       : baggage#1
        frisbee        : frisbee#1
        skis           : ski#1
        snowboard      : snowboard#1
        sports_ball    : ball#1
        kite           : kite#3
        baseball_bat   : bat#5
        baseball_glove : baseball_glove#1
        skateboard     : skateboard#1
        surfboard      : surfboard#1
        tennis_racket  : racket#4
        bottle         : bottle#1 flask#1
        wine_glass     : wineglass#1 goblet#1
        cup            : cup#1 mug#4
        fork           : fork#1
        knife          : knife#1
        spoon          : spoon#1
        bowl           : bowl#3 bowl#1
        banana         : banana#2
        apple          : apple#1
        sandwich       : sandwich#1
        orange         : orange#1
        broccoli       : broccoli#2
        carrot         : carrot#3
        hot_dog        : hotdog#1 frank#2
        pizza          : pizza#1
        donut          : doughnut#1
        cake           : cake#3
        chair          : chair#1
        couch          : sofa#1
        potted_plant   : pot_plant#1 houseplant#1
        bed            : bed#1
        dining_table   : table#2
        toilet         : toilet#2
        tv             : television_receiver#1 monitor#4
        laptop         : laptop#1
        remote         : remote_control#1
        keyboard       : computer_keyboard#1
        cell_phone     : cellular_telephone#1
        microwave      : microwave#2
        oven           : oven#1
        toaster        : toaster#2
        sink           : sink#1
        refrigerator   : refrigerator#1
        book           : book#2 book#1
        clock          : clock#1
        vase           : vase#1
        scissors       : scissors#1
        teddy_bear     : teddy#1
        hair_drier     : hand_blower#1
        toothbrush     : toothbrush#1
        +head          : hat#1 cap#1 headdress#1 helmet#2 hood#1 spectacles#1 mask#1
        +upper         : shirt#1 sweater#1 coat#1 jacket#1 top#10 vest#1 blouse#1 jersey#3 cloak#2 scarf#1 glove#2 apron#1
        +lower         : trouser#1 skirt#1 pants#1 jean#1 short_pants#1 hosiery#1
        +feet          : footwear#1 footwear#2
        +whole         : dress#1 suit#1 gown#1 uniform#1 robe#1 swimsuit#1 overall#2 nightwear#1 attire#1 clothing#1
        -              : fictional_animal#1 coat_of_arms#1 toy#1 model#2 body_part#1
        """;

    private const int Deepest = 20;
    private readonly Dictionary<string, int[]> _lemmas;
    private readonly Dictionary<int, int[]> _hypernyms;
    private readonly Dictionary<int, string> _roots = [];
    private readonly int _physical;

    public NounClasses(Dictionary<string, int[]> lemmas, Dictionary<int, int[]> hypernyms)
    {
        (_lemmas, _hypernyms) = (lemmas, hypernyms);
        foreach (var (category, senses) in TableReader.Lines(Roots))
            foreach (var sense in TableReader.Split(senses))
                if (Synset(sense) is { } synset) _roots.TryAdd(synset, category);
        _physical = Synset("physical_entity#1") ?? -1;
    }

    /// <summary>True for a lemma of the index.</summary>
    public bool Has(string lemma) => _lemmas.ContainsKey(lemma);

    /// <summary>Synsets of a lemma.</summary>
    public int[] Synsets(string lemma) => _lemmas[lemma];

    /// <summary>True for a thing that can be seen, as far as WordNet says.</summary>
    public bool IsPhysical(int synset) => Nearest(synset, candidate => candidate == _physical) is not null;

    /// <summary>Category of a synset, or null.</summary>
    public string? Of(int synset) =>
        Nearest(synset, _roots.ContainsKey) is { } root && _roots[root] is var category && category != "-" ? category : null;

    // Breadth first, so that the nearest hypernym decides.
    private int? Nearest(int synset, Func<int, bool> wanted)
    {
        var level = new List<int> { synset };
        for (var depth = 0; depth < Deepest && level.Count > 0; depth++)
        {
            foreach (var candidate in level)
                if (wanted(candidate)) return candidate;
            level = [.. level.SelectMany(candidate => _hypernyms.GetValueOrDefault(candidate, [])).Distinct()];
        }
        return null;
    }

    private int? Synset(string sense)
    {
        var hash = sense.IndexOf('#', StringComparison.Ordinal);
        var number = int.Parse(sense.AsSpan(hash + 1), System.Globalization.CultureInfo.InvariantCulture);
        return _lemmas.TryGetValue(sense[..hash], out var synsets) && number <= synsets.Length ? synsets[number - 1] : null;
    }
}
