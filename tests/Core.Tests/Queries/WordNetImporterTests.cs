using Stvg.Core.Queries;

namespace Stvg.Core.Tests.Queries;

/// <summary>A dictionary of a few synsets in WordNet's file format.</summary>
public sealed class WordNetImporterTests
{
    private const string Licence = "  1 This software and database is being provided to you, the LICENSEE, by\n";

    private const string IndexNoun = Licence + """
        car n 1 1 @ 1 1 00000030
        caddy n 2 1 @ 2 0 00000080 00000031
        bank n 1 1 @ 1 1 00000070
        dog n 2 1 @ 2 2 00000040 00000060
        hot_dog n 1 1 @ 1 0 00000050
        frank n 2 1 @ 2 0 00000051 00000050
        jeep n 1 1 @ 1 0 00000031
        old_jeep n 1 1 @ 1 0 00000031
        person n 1 1 @ 1 1 00000020
        physical_entity n 1 0 1 0 00000010
        star n 2 1 @ 2 2 00000070 00000061
        puppy n 1 1 @ 1 0 00000041

        """;

    private const string DataNoun = Licence + """
        00000010 03 n 01 physical_entity 0 000 | has physical existence
        00000020 03 n 02 person 0 individual 0 001 @ 00000010 n 0000 | a human being
        00000030 06 n 01 car 0 001 @ 00000010 n 0000 | four wheels
        00000031 06 n 0a jeep 0 a 0 b 0 c 0 d 0 e 0 f 0 g 0 h 0 i 0 002 @ 00000030 n 0000 ~ 00000010 n 0000 | a car
        00000040 05 n 01 dog 0 001 @ 00000010 n 0000 | barks
        00000041 05 n 01 puppy 0 001 @ 00000040 n 0000 | a young dog
        00000050 13 n 01 hot_dog 0 001 @ 00000051 n 0000 | in a bun
        00000051 13 n 01 frank 0 001 @ 00000010 n 0000 | food
        00000060 18 n 01 dog 0 001 @ 00000020 n 0000 | an informal term for a man
        00000061 18 n 01 star 0 001 @ 00000020 n 0000 | an actor
        00000070 17 n 01 star 0 000 | in the sky
        00000080 17 n 01 caddy 0 000 | a can for tea

        """;

    private const string IndexSense = """
        bank%1:17:00:: 00000070 1 4
        bank%2:40:00:: 00000090 1 15
        car%1:06:00:: 00000030 1 70
        dog%1:05:00:: 00000040 1 42
        dog%1:18:00:: 00000060 2 1
        star%1:17:00:: 00000070 1 8
        star%1:18:00:: 00000061 2 7

        """;

    private static string Import(string indexNoun = IndexNoun, string dataNoun = DataNoun, string indexSense = IndexSense)
    {
        var compact = new StringWriter();
        WordNetImporter.Write(
            new StringReader(indexNoun), new StringReader(dataNoun), new StringReader("bank v 1 0 1 1 00000090\n"),
            new StringReader("red a 1 0 1 1 00000095\n"), new StringReader("swiftly r 1 0 1 1 00000096\n"), new StringReader(indexSense),
                compact);
        return compact.ToString();
    }

    [Theory]
    [InlineData("jeep", "car")]
    [InlineData("puppy", "dog")]
    [InlineData("person", "person")]
    public void A_noun_has_the_category_of_its_nearest_hypernym(string noun, string category) =>
        Assert.Equal([category], Lexicon.Parse(new StringReader(Import())).Find(noun)!.Categories);

    [Fact]
    public void A_second_sense_counts_only_when_it_is_often_meant()
    {
        var lexicon = Lexicon.Parse(new StringReader(Import()));
        Assert.Equal(["person"], lexicon.Find("star")!.Categories); // 7 of 15
        Assert.Null(lexicon.Find("caddy")); // never met in tagged text: neither a car nor a thing that can be seen
    }

    [Fact]
    public void A_compound_is_kept_where_its_last_word_would_mislead()
    {
        var lexicon = Lexicon.Parse(new StringReader(Import(IndexNoun.Replace("hot_dog n", "hotdog n 1 1 @ 1 0 00000050\nhot_dog n",
            StringComparison.Ordinal))));
        Assert.Equal(["hot dog"], lexicon.Find("hot dog")!.Categories);
        Assert.Null(lexicon.Find("old jeep"));
    }

    [Fact]
    public void Costs_follow_the_frequencies()
    {
        var bank = Lexicon.Parse(new StringReader(Import())).Find("bank")!;
        Assert.Equal((2, 0), (bank.Noun, bank.Verb)); // 4 to 15
    }

    [Fact]
    public void Words_are_in_ordinal_order_whatever_the_order_of_the_files()
    {
        var lemmas = Import().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0]).ToList();
        Assert.Equal(lemmas.Order(StringComparer.Ordinal), lemmas);
        Assert.Contains("red", lemmas);
        Assert.Contains("swiftly", lemmas);
    }

    [Fact]
    public void Files_that_are_swapped_are_refused()
    {
        Assert.Throws<StvgException>(() => Import(indexNoun: DataNoun));
        Assert.Throws<StvgException>(() => Import(dataNoun: IndexNoun));
        Assert.Throws<StvgException>(() => Import(indexSense: IndexNoun));
    }
}
