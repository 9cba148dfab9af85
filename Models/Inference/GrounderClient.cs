using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Export;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Models.Learning;

namespace Stvg.Models.Inference;

/// <summary>
/// Access to a learned grounder on an <see cref="InferenceWorker"/>'s device. Safe for concurrent use: questions wait in line.
/// </summary>
public sealed class GrounderClient : IDisposable
{
    private readonly InferenceWorker _worker;
    private readonly OnnxGrounder _network;
    private readonly DeviceSeat _seat;

    internal GrounderClient(InferenceWorker worker, OnnxGrounder network, DeviceSeat seat) =>
        (_worker, _network, _seat) = (worker, network, seat);

    /// <summary>What it was trained on, for people.</summary>
    public string About => _network.About;

    /// <summary>Answers for every tubelet of a scene, best first; none where there is nothing to choose from.</summary>
    /// <remarks>
    /// The answers of <see cref="LearnedGrounder.Ground"/> without re-attention, which needs gradients that an ONNX graph does not have.
    /// </remarks>
    /// <param name="plan">The sentence, decomposed.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="options">How; re-attention must be off.</param>
    /// <param name="ct">Takes the question out of the queue; a run that has begun is finished.</param>
    /// <exception cref="ArgumentException">The options ask for re-attention.</exception>
    /// <exception cref="StvgException">The network failed, or too many questions wait.</exception>
    /// <exception cref="ObjectDisposedException">The client or the worker was disposed before the question's turn came.</exception>
    public async Task<IReadOnlyList<LearnedAnswer>> GroundAsync(QueryPlan plan, Scene scene, LearnedOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Reattend)
            throw new ArgumentException("re-attention needs gradients: ask a LearnedGrounder, or switch it off", nameof(options));
        if (GrounderInput.Of(plan, scene, options.Referral) is not { } input) return [];
        var output = await AskAsync(input, ct).ConfigureAwait(false);
        if (options.Assemble) output = output.AssembledWith(await AskAsync(input.Backwards(), ct).ConfigureAwait(false));
        return input.Read(output);
    }

    /// <summary>What the network says of a question when the device has time for it.</summary>
    /// <param name="input">The question.</param>
    /// <param name="ct">Takes it out of the queue; a run that has begun is finished, and its output returned.</param>
    /// <exception cref="StvgException">The network failed, or too many questions wait.</exception>
    /// <exception cref="ObjectDisposedException">The client or the worker was disposed before the question's turn came.</exception>
    public Task<GrounderOutput> AskAsync(GrounderInput input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (ct.IsCancellationRequested) return Task.FromCanceled<GrounderOutput>(ct);
        var call = new GrounderCall(_worker, _network, _seat, input, ct);
        _worker.Submit(call);
        return call.Task;
    }

    /// <summary>Leaves the line; questions that wait fail. Safe to call twice.</summary>
    public void Dispose() => _worker.Unregister(_seat);
}
