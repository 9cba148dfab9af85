using Stvg.Core;
using Stvg.Models.Learning;

namespace Stvg.Models.Inference;

/// <content>Questions to learned grounders.</content>
public sealed partial class InferenceWorker
{
    /// <summary>
    /// Lets a learned grounder in, which takes its turns between the cameras. Its session is opened on the caller's thread, and closed when
    /// the client is disposed.
    /// </summary>
    /// <param name="path">A file that <see cref="GrounderExporter"/> wrote.</param>
    /// <exception cref="StvgException">The file cannot be used: see <see cref="OnnxGrounder.Open"/>.</exception>
    /// <exception cref="ObjectDisposedException">The worker has been disposed.</exception>
    public GrounderClient OpenGrounder(string path)
    {
        lock (_gate) ObjectDisposedException.ThrowIf(_stopping, this);
        // Its matrices are small: a second thread was measured to bring nothing dependable.
        var network = OnnxGrounder.Open(path, _networks with { Threads = 1 });
        lock (_gate)
        {
            if (_stopping)
            {
                network.Dispose();
                throw new ObjectDisposedException(nameof(InferenceWorker));
            }
            var seat = new DeviceSeat(_queue.Open(QueuePolicy.Lossless, network, maxBatch: 1), () => network);
            _seats.Add(seat);
            return new GrounderClient(this, network, seat);
        }
    }

    internal void Submit(GrounderCall call)
    {
        lock (_gate)
        {
            if (call.Seat.Lane.Items.Count < _mostQuestions) Enqueue(call);
            else call.GiveUp(new StvgException($"{_mostQuestions} questions wait for the learned grounder already: ask again later"));
        }
    }

    private void Answer(GrounderCall question)
    {
        question.Run();
        lock (_gate) _meter.Answered(question.Waited, question.Took);
        question.Finish();
    }
}
