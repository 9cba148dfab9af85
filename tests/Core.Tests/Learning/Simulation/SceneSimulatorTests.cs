using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Stvg.Core.Frames;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Queries;

namespace Stvg.Core.Tests.Learning.Simulation;

/// <summary>What the simulator promises of its clips.</summary>
public sealed class SceneSimulatorTests(ITestOutputHelper output)
{
    private const SentenceStyle AllStyles = SentenceStyle.Plain | SentenceStyle.Varied | SentenceStyle.SiteWords;

    [Fact]
    public void The_same_seed_and_number_give_the_same_clip_and_others_another()
    {
        var options = new SimulatorOptions { Seed = 42, Style = AllStyles };
        var seen = new HashSet<string>();
        for (var number = 0; number < 12; number++)
        {
            var print = Fingerprint(SceneSimulator.Make(options, number));
            Assert.Equal(print, Fingerprint(SceneSimulator.Make(options, number)));
            Assert.True(seen.Add(print));
            Assert.True(seen.Add(Fingerprint(SceneSimulator.Make(options with { Seed = 43 }, number))));
        }
    }

    [Fact]
    public void What_is_tracked_is_in_the_clip_and_in_the_picture()
    {
        foreach (var clip in Clips(new SimulatorOptions { Seed = 1 }, 100))
        {
            var scene = clip.Scene;
            Assert.Equal(scene.Objects.Count, scene.Objects.DistinctBy(o => o.Tubelet.Id).Count());
            foreach (var (tubelet, motion, colours, _) in scene.Objects)
            {
                Assert.InRange(tubelet.Begin, 0, tubelet.End);
                Assert.True(tubelet.End <= scene.LastFrame);
                Assert.Equal(tubelet.Boxes.Count, tubelet.Scores.Count);
                Assert.Equal(tubelet.Boxes.Count, motion.Length);
                Assert.True(tubelet.Scores[0] > 0 && tubelet.Scores[^1] > 0, "a tubelet begins and ends with something seen");
                Assert.Equal(CocoClasses.Names.Count, tubelet.ClassVotes.Count);
                Assert.NotEmpty(tubelet.Appearance);
                Assert.True(colours.Samples > 0);
                Assert.All(tubelet.Boxes, box => Assert.True(box is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 }));
                Assert.All(tubelet.Boxes, box => Assert.True(box.Right < scene.Size.Width + 0.1f && box.Bottom < scene.Size.Height + 0.1f));
            }
        }
    }

    [Fact]
    public void The_truth_lies_in_the_life_of_its_tubelet_and_no_sentence_stands_twice()
    {
        foreach (var clip in Clips(new SimulatorOptions { Seed = 2, Style = AllStyles }, 150))
        {
            Assert.InRange(clip.Sentences.Count, 0, 6);
            Assert.Equal(clip.Sentences.Count, clip.Sentences.DistinctBy(s => s.Text).Count());
            foreach (var sentence in clip.Sentences)
            {
                var tubelet = Assert.Single(clip.Scene.Objects, o => o.Tubelet.Id == sentence.TubeletId).Tubelet;
                Assert.True(tubelet.Begin <= sentence.Begin && sentence.Begin < sentence.End && sentence.End <= tubelet.End);
            }
        }
    }

    [Fact]
    public void A_perfect_detector_sees_everything_once()
    {
        var few = 0;
        foreach (var clip in Clips(new SimulatorOptions { Seed = 3, Noise = 0, FewestObjects = 6, MostObjects = 6 }, 60))
        {
            Assert.True(clip.Scene.Objects.Count <= 6);
            if (clip.Scene.Objects.Count < 6) few++;
            Assert.All(clip.Scene.Objects, o => Assert.DoesNotContain(0, o.Tubelet.Scores));
        }

        Assert.InRange(few, 0, 6); // where there is no room
    }

    [Fact]
    public void A_real_detector_misses_some_and_makes_up_some()
    {
        var (frames, unseen, objects) = (0, 0, 0);
        foreach (var clip in Clips(new SimulatorOptions { Seed = 3, FewestObjects = 6, MostObjects = 6 }, 100))
        {
            objects += clip.Scene.Objects.Count;
            frames += clip.Scene.Objects.Sum(o => o.Tubelet.Boxes.Count);
            unseen += clip.Scene.Objects.Sum(o => o.Tubelet.Scores.Count(s => s == 0));
        }

        output.WriteLine($"unseen {unseen / (double)frames:0.000}, {objects / 600.0:0.00} tubelets for an object");
        Assert.InRange(unseen / (double)frames, 0.02, 0.25);
        Assert.InRange(objects / 600.0, 1.05, 1.6);
    }

    [Fact]
    public void Every_sentence_is_understood_at_least_in_part()
    {
        var parser = new QueryParser(Lexicon.Empty);
        foreach (var style in (SentenceStyle[])[SentenceStyle.Plain, SentenceStyle.Varied, SentenceStyle.SiteWords])
        foreach (var clip in Clips(new SimulatorOptions { Seed = 4, FewestObjects = 6, MostObjects = 16, Style = style }, 200))
        foreach (var sentence in clip.Sentences)
            Assert.Equal(sentence.Text, parser.Parse(sentence.Text).Text); // throws where nothing is understood
    }

    [Fact]
    public void Sentences_are_of_every_kind_and_as_long_as_people_write_them()
    {
        var sentences = Clips(new SimulatorOptions { Seed = 5, Style = AllStyles }, 250).SelectMany(c => c.Sentences).ToList();
        var tags = sentences.SelectMany(s => s.Tags).CountBy(tag => tag).ToDictionary(StringComparer.Ordinal);
        output.WriteLine(string.Join(", ", tags.Select(t => $"{t.Key} {t.Value / (double)sentences.Count:0.00}")));
        foreach (var tag in (string[])["attribute", "action", "relation", "position", "direction", "enter/leave", "temporal", "site-words"])
            Assert.True(tags.GetValueOrDefault(tag) > 0.04 * sentences.Count, $"{tag}: {tags.GetValueOrDefault(tag)} of {sentences.Count}");
        Assert.InRange(sentences.Average(s => s.Text.Split(' ').Length), 7, 16);
        Assert.InRange(sentences.Count / 250.0, 2.5, 6);
    }

    [Fact]
    public void Words_of_the_site_are_used_where_they_are_asked_for_and_said_to_be()
    {
        string[] words = ["zorvik", "murgeth", "klumbs", "vrazzing", "trovvs"];
        var own = Clips(new SimulatorOptions { Seed = 6, Style = SentenceStyle.SiteWords }, 300).SelectMany(c => c.Sentences).ToList();
        foreach (var word in words) Assert.Contains(own, s => Has(s, word));
        Assert.All(own.Where(s => words.Any(w => Has(s, w))), s => Assert.Contains("site-words", s.Tags));
        Assert.True(own.Count(s => s.Tags.Contains("site-words")) > own.Count / 2);
        var others = Clips(new SimulatorOptions { Seed = 6, Style = SentenceStyle.Varied }, 100).SelectMany(c => c.Sentences);
        Assert.All(others, s => Assert.DoesNotContain(words, w => Has(s, w)));

        static bool Has(SimulatedSentence sentence, string word) => sentence.Text.TrimEnd('?').Split(' ', ',').Contains(word);
    }

    [Fact]
    public void Who_is_described_cannot_be_guessed_from_what_is_there()
    {
        var (sentences, chance, longest) = (0, 0.0, 0);
        Dictionary<string, int> things = [], targets = [];
        foreach (var clip in Clips(new SimulatorOptions { Seed = 7, FewestObjects = 12, MostObjects = 16 }, 200))
        {
            foreach (var thing in clip.Scene.Objects) Count(things, thing.Tubelet.Class);
            foreach (var sentence in clip.Sentences)
            {
                var target = clip.Scene.Objects.Single(o => o.Tubelet.Id == sentence.TubeletId).Tubelet;
                var alike = clip.Scene.Objects.Where(o => o.Tubelet.Class == target.Class).Select(o => o.Tubelet).ToList();
                Count(targets, target.Class);
                sentences++;
                chance += 1.0 / alike.Count;
                if (alike.MaxBy(t => t.Boxes.Count)!.Id == target.Id) longest++;
            }
        }

        var (guess, persistent) = (chance / sentences, longest / (double)sentences);
        output.WriteLine($"chance among those of the class {guess:0.000}, the one that is there longest {persistent:0.000}");
        Assert.InRange(persistent, 0, guess + 0.1);
        foreach (var name in (string[])["person", "car"])
            Assert.InRange(Share(targets, name) - Share(things, name), -0.1, 0.1);

        static void Count(Dictionary<string, int> counts, int coco) =>
            counts[CocoClasses.Names[coco]] = counts.GetValueOrDefault(CocoClasses.Names[coco]) + 1;
        static double Share(Dictionary<string, int> counts, string name) => counts.GetValueOrDefault(name) / (double)counts.Values.Sum();
    }

    [Fact]
    public void Clips_of_any_length_rate_and_size_can_be_made()
    {
        SimulatorOptions[] unusual =
        [
            new() { Seconds = 2 }, new() { Fps = 1 }, new() { Fps = 25, Seconds = 60, FewestObjects = 30, MostObjects = 30 },
            new() { Noise = 3 }, new() { FewestObjects = 1, MostObjects = 1 }, new() { Size = new FrameSize(64, 48) },
            new() { Size = new FrameSize(480, 1920) },
        ];
        foreach (var options in unusual)
        {
            var clips = Clips(options, 12).ToList();
            Assert.True(clips.Sum(c => c.Scene.Objects.Count) > 0);
            Assert.True(clips.Sum(c => c.Sentences.Count) > 0, $"{options} has nothing to say");
        }
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        SimulatorOptions[] senseless =
        [
            new() { FewestObjects = 0 }, new() { FewestObjects = 5, MostObjects = 4 }, new() { Seconds = 1 }, new() { Fps = 0 },
            new() { Noise = -1 },
        ];
        Assert.All(senseless, options => Assert.Throws<ArgumentOutOfRangeException>(() => SceneSimulator.Make(options, 0)));
    }

    [Fact]
    public void A_clip_takes_milliseconds()
    {
        foreach (var most in (int[])[12, 16])
        {
            var options = new SimulatorOptions { Seed = 8, FewestObjects = most == 12 ? 2 : 12, MostObjects = most };
            _ = Clips(options, 20).Count();
            var watch = Stopwatch.StartNew();
            var sentences = Clips(options, 100).Sum(c => c.Sentences.Count);
            var milliseconds = watch.Elapsed.TotalMilliseconds / 100;
            output.WriteLine($"up to {most} objects: {milliseconds:0.00} ms a clip, {sentences / 100.0:0.0} sentences");
            Assert.True(sentences > 0);
        }
    }

    private static IEnumerable<SimulatedClip> Clips(SimulatorOptions options, int count) =>
        Enumerable.Range(0, count).Select(number => SceneSimulator.Make(options, number));

    /// <summary>All that a clip says, bit for bit.</summary>
    private static string Fingerprint(SimulatedClip clip)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (tubelet, _, colours, _) in clip.Scene.Objects)
        {
            hash.AppendData(MemoryMarshal.AsBytes<Box>(tubelet.Boxes.ToArray()));
            foreach (var values in (IEnumerable<float>[])[tubelet.Scores, tubelet.ClassVotes, tubelet.Appearance, colours.Shares.ToArray()])
                hash.AppendData(MemoryMarshal.AsBytes<float>(values.ToArray()));
        }

        foreach (var (text, id, begin, end, tags) in clip.Sentences)
            hash.AppendData(Encoding.UTF8.GetBytes($"{text} {id} {begin} {end} {string.Join(' ', tags)}"));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
