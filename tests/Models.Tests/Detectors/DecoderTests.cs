using Stvg.Models.Detectors;

namespace Stvg.Models.Tests.Detectors;

public sealed class DecoderTests
{
    [Fact]
    public void NanoDet_measures_distances_from_the_centre_of_the_cell_in_strides()
    {
        var outputs = NanoDetOutputs(classes: 2, bins: 8);
        // Cell (row 1, column 2) of stride 8 in an input of 64x32: centre (20, 12). One sharp bin per side: 1, 0, 3, 2.
        const int cell = (1 * 8) + 2;
        outputs[0].Values[(cell * 2) + 1] = .75f;
        int[] distances = [1, 0, 3, 2];
        for (var side = 0; side < 4; side++) outputs[1].Values[(((cell * 4) + side) * 8) + distances[side]] = 100;
        Assert.Equal(new Candidate(12, 12, 44, 28, 1, .75f), Assert.Single(Decode(new NanoDetDecoder(outputs, 2, new(64, 32)), .5f)));
    }

    [Fact]
    public void NanoDet_takes_the_expectation_over_the_bins()
    {
        var outputs = NanoDetOutputs(classes: 1, bins: 3);
        outputs[4].Values[0] = 1;
        // Logits ln 1, ln 2, ln 1 for every side: expectation (2 * 1 + 1 * 2) / 4 = 1; even when they are huge.
        for (var i = 0; i < 12; i++) outputs[5].Values[i] = 5000 + (i % 3 == 1 ? MathF.Log(2) : 0);
        var candidate = Assert.Single(Decode(new NanoDetDecoder(outputs, 1, new(64, 32)), .5f));
        Assert.Equal(new Candidate(-16, -16, 48, 48, 0, 1), candidate);
    }

    [Fact]
    public void NanoDet_finds_its_outputs_by_shape_in_any_order()
    {
        var outputs = NanoDetOutputs(classes: 80, bins: 11);
        outputs[2].Values[79] = .6f;
        var candidate = Assert.Single(Decode(new NanoDetDecoder([.. outputs.AsEnumerable().Reverse()], 80, new(64, 32)), .5f));
        Assert.Equal((79, .6f), (candidate.Class, candidate.Score));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void YoloV8_is_read_with_fields_or_candidates_first(bool fieldsFirst)
    {
        float[,] rows = { { 10, 20, 4, 8, .1f, .6f, .2f }, { 30, 30, 2, 2, .05f, .04f, .03f }, { 5, 5, 2, 2, .3f, .2f, .7f } };
        var decoder = new YoloDecoder([Table(rows, fieldsFirst)], 3, withObjectness: false);
        Assert.Equal([new Candidate(8, 16, 12, 24, 1, .6f), new(4, 4, 6, 6, 2, .7f)], Decode(decoder, .25f));
        Assert.Equal(2, Decode(decoder, .25f).Count); // a second frame starts from nothing
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void YoloV5_multiplies_by_objectness(bool fieldsFirst)
    {
        float[,] rows = { { 10, 20, 4, 8, .5f, .8f }, { 10, 20, 4, 8, .1f, 1 }, { 1, 2, 2, 4, 1, .5f } };
        var decoder = new YoloDecoder([Table(rows, fieldsFirst)], 1, withObjectness: true);
        Assert.Equal([new Candidate(8, 16, 12, 24, 0, .4f), new(0, 0, 2, 4, 0, .5f)], Decode(decoder, .3f));
    }

    [Fact]
    public void RtDetr_reads_logits_and_fractions()
    {
        OutputTensor boxes = new("boxes", [1, 2, 4], [.5f, .5f, .5f, 1, .1f, .1f, .1f, .1f]), logits = new("logits", [1, 2, 2], [0, 2, -3, -4]);
        var decoder = new RtDetrDecoder([boxes, logits], 2, new(64, 32));
        Assert.Equal(new Candidate(16, 0, 48, 32, 1, 1 / (1 + MathF.Exp(-2))), Assert.Single(Decode(decoder, .5f)));
        Assert.False(decoder.NeedsSuppression);
    }

    [Fact]
    public void RtDetr_in_one_tensor_has_scores_already()
    {
        var decoder = new RtDetrDecoder([new("out", [1, 1, 6], [.5f, .5f, .5f, 1, .2f, .6f])], 2, new(64, 32));
        Assert.Equal(new Candidate(16, 0, 48, 32, 1, .6f), Assert.Single(Decode(decoder, .5f)));
    }

    private static OutputTensor[] NanoDetOutputs(int classes, int bins) =>
    [
        .. from stride in new[] { 8, 16, 32 }
           let cells = 64 / stride * (32 / stride)
           from width in new[] { classes, 4 * bins }
           select new OutputTensor($"{stride}/{width}", [1, cells, width], new float[cells * width]),
    ];

    private static OutputTensor Table(float[,] rows, bool fieldsFirst)
    {
        int count = rows.GetLength(0), fields = rows.GetLength(1);
        return fieldsFirst
            ? new("out", [1, fields, count], [.. from f in Enumerable.Range(0, fields) from r in Enumerable.Range(0, count) select rows[r, f]])
            : new("out", [1, count, fields], [.. rows.Cast<float>()]);
    }

    private static List<Candidate> Decode(IOutputDecoder decoder, float minScore)
    {
        var candidates = new Candidates();
        decoder.Decode(minScore, candidates);
        return [.. candidates.Items];
    }
}
