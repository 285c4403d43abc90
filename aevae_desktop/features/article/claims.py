"""The article's argument as a table: each claim with its question, what is measured for it, and its verdict's rule."""

from __future__ import annotations

from collections.abc import Mapping

from aevae_desktop.features.article import verdicts
from aevae_desktop.features.article.state import Bar, Claim, Curve, Picture, Role
from aevae_desktop.language import tr

CHAPTERS = (
    tr("Compression"),
    tr("The autoencoder and its loss"),
    tr("Its latent space"),
    tr("Linear autoencoder and PCA"),
    tr("The variational autoencoder"),
    tr("The regularised space and random values"),
)
_AE, _VAE = Role.AE, Role.VAE
_COMPRESSION, _AUTOENCODER, _SPACE = tr("Data compression"), tr("Autoencoder"), tr("Latent space visualization")
_VARIATIONAL, _SUMMARY = tr("Variational autoencoder"), tr("Summary")


def _of(role: Role, measure: str, unit: str = "", **labels: str) -> tuple[Bar, ...]:
    """Figures of one measure of a role, each with its label."""
    return tuple(Bar(role, f"{measure}.{name}", label, unit) for name, label in labels.items())


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "code_small", 1, tr("A code holds an image in fewer bits"), _COMPRESSION,
        tr("How many times fewer numbers than the image does the code have?"),
        (tr("fewer than ten times"), tr("ten to a hundred times"), tr("more than a hundred times")),
        {_AE: ("model", "size", "bits?")}, verdicts.code_small, Picture.BARS,
        tr("Numbers and bits of an image, 8 a pixel, beside those of its code, 32 a number; "
            "and with how few bits a number it still keeps more than PCA."),
        ("points", "labels", "prior"),
        short=tr("A code needs fewer bits"),
        asks=tr("How many bits does a code need?"),
        bars=_of(_AE, "size", "bits", bits_z=tr("its code"), bits_x=tr("an image")),
    ),
    Claim(
        "loses", 1, tr("Fewer numbers keep less of the image"), _COMPRESSION,
        tr("A code of 2 numbers is made one of 4. What happens to the error?"),
        (tr("it stays"), tr("it falls by about a third"), tr("it falls to nearly nothing")),
        {Role.AE_LADDER: ("model", "reconstruction"), Role.VAE_LADDER: ("model", "reconstruction")},
        verdicts.loses, Picture.CURVE,
        tr("Mean squared error per pixel of test images along each series of models that "
            "differ in the size of the code."),
        short=tr("Fewer numbers keep less"),
        asks=tr("What do fewer numbers cost?"),
        curve=Curve("model.d", tr("numbers in a code"), tr("squared error"), (
            *_of(Role.AE_LADDER, "reconstruction", error="AE", pca="PCA"),
            *_of(Role.VAE_LADDER, "reconstruction", error="VAE"),
        )),
    ),
    Claim(
        "overfit", 1, tr("Fewer numbers help against over-fitting"), _COMPRESSION,
        tr("A classifier learns from 100 codes. Which codes mislead it more, those with few "
            "numbers or those with many?"),
        (tr("few"), tr("many"), tr("both alike")),
        {Role.AE_LADDER: ("model", "overfit")}, verdicts.overfit, Picture.CURVE,
        tr("A linear classifier is taught by 100 codes; what it gets right on these, less "
            "what it gets right on new ones."),
        short=tr("Fewer numbers over-fit less"),
        asks=tr("Which codes over-fit?"),
        curve=Curve("model.d", tr("numbers in a code"), tr("lost on new codes"), (
            *_of(Role.AE_LADDER, "overfit", "share", gap="AE"),
        )),
    ),
    Claim(
        "blocks", 2, tr("An encoder goes down to a few numbers, a decoder comes back"), _AUTOENCODER,
        tr("Where in the network are the fewest numbers?"),
        (tr("at the start"), tr("in the middle"), tr("at the end")),
        {_AE: ("model",)}, verdicts.blocks, Picture.DIAGRAM,
        tr("The sizes of the layers, read from the files of encoder and decoder."),
        short=tr("Down to a few numbers, and back"),
        asks=tr("Where are the fewest numbers?"),
        bars=_of(_AE, "model", "numbers", d=tr("its code"), pixels=tr("an image")),
    ),
    Claim(
        "layers", 2, tr("How many layers, how wide, how small a code: that is yours to choose"), _AUTOENCODER,
        tr("Must the decoder be the encoder in reverse?"),
        (tr("yes, or it could not undo it"), tr("no, but it often is")),
        {_AE: ("model",), Role.AE_LADDER: ("model",)}, verdicts.layers, Picture.DIAGRAM,
        tr("The sizes of the layers of encoder and decoder, and the models of the library "
            "that differ in them."),
        short=tr("Layers and sizes are yours"),
        asks=tr("What is yours to choose?"),
    ),
    Claim(
        "gives_back", 2, tr("It learns to give back the image that came in"), _AUTOENCODER,
        tr("The autoencoder gives back a digit that it has never seen. Can one still read it?"),
        (tr("nearly always"), tr("mostly"), tr("rarely")),
        {_AE: ("model", "reconstruction", "inside?")}, verdicts.gives_back, Picture.BARS,
        tr("The mean squared error of test images, and how often an independent judge reads "
            "the right class off what comes out."),
        ("points", "labels", "prior"),
        short=tr("It learns to give back its input"),
        asks=tr("Does what went in come out?"),
        bars=(
            *_of(_AE, "reconstruction", "squared error", error=tr("reconstruction"), pca="PCA"),
            *_of(_AE, "inside", "share", own=tr("class is read")),
        ),
    ),
    Claim(
        "unshaped", 3, tr("Nothing shapes an autoencoder's codes"), _SPACE,
        tr("Whose codes lie more like draws from N(0, I)?"),
        (tr("the autoencoder's"), tr("the VAE's"), tr("both alike")),
        {_AE: ("model", "regular"), _VAE: ("model", "regular")}, verdicts.unshaped, Picture.MAPS,
        tr("How far a Gaussian that is fitted to the codes is from N(0, I), in nats, beside "
            "what chance alone would give."),
        ("points", "prior", "labels"),
        short=tr("Nothing shapes its codes"),
        asks=tr("What shapes an AE's codes?"),
        bars=(
            *_of(_AE, "regular", "nats", kl=tr("KL to N(0, I)"), kl_null=tr("by chance")),
            *_of(_VAE, "regular", "nats", kl=tr("KL to N(0, I)")),
        ),
    ),
    Claim(
        "clusters", 3, tr("The same digits lie together"), _SPACE,
        tr("Of the ten codes nearest to a code, how many are of the same class?"),
        (tr("one or two"), tr("about half"), tr("nearly all")),
        {_AE: ("model", "clusters")}, verdicts.clusters, Picture.MAPS,
        tr("The share of the nearest codes, in the whole latent space, whose class is that of "
            "the code itself."),
        ("points", "labels"),
        short=tr("The same digits lie together"),
        asks=tr("What lies beside a code?"),
        bars=_of(_AE, "clusters", "share", agreement=tr("of the same class"), shuffled=tr("by chance")),
    ),
    Claim(
        "gaps", 3, tr("Parts of its space belong to no data"), _SPACE,
        tr("Of the places where one would draw a code, how many lie far from every stored one?"),
        (tr("hardly any"), tr("one in ten"), tr("one in four or more")),
        {_AE: ("model", "gaps")}, verdicts.gaps, Picture.MAPS,
        tr("Draws from a Gaussian fitted to the codes: the share that fall where no code is, "
            "on the map or, with more than two numbers, farther from every code than nearly "
            "all new codes are; beside it the same of codes without gaps."),
        ("points", "labels"), 16,
        short=tr("Parts belong to no data"),
        asks=tr("Is there data everywhere?"),
        bars=(
            *_of(_AE, "gaps", "share", mass=tr("where no code is"), mass_null=tr("by chance")),
            *_of(_AE, "gaps", "share", off_support=tr("far from every code"), off_support_null=tr("by chance")),
        ),
    ),
    Claim(
        "inside", 3, tr("Inside a cluster lie variations of its digit"), _SPACE,
        tr("A code is drawn in the middle of the 3s. What does it decode to?"),
        (tr("always the same 3"), tr("other 3s"), tr("any digit")),
        {_AE: ("model", "inside")}, verdicts.inside, Picture.SHEETS,
        tr("Codes half-way between two neighbours of one class are decoded, and an "
            "independent judge says what it sees."),
        ("points", "labels"),
        short=tr("Inside a cluster: its digit"),
        asks=tr("What lies inside a cluster?"),
        bars=_of(_AE, "inside", "share", same=tr("between two of a class"), own=tr("at the codes")),
    ),
    Claim(
        "garbage", 3, tr("A random value gives garbage in an autoencoder, and a digit in a VAE"), _SPACE,
        tr("A code is drawn at random in each model. Who makes a digit of it?"),
        (tr("both"), tr("only the VAE"), tr("neither")),
        {_AE: ("model", "random"), _VAE: ("model", "random")}, verdicts.garbage, Picture.SHEETS,
        tr("Random codes are decoded, of the autoencoder from a Gaussian fitted to its own "
            "codes, which is a fair chance, of the VAE from N(0, I). The share that an "
            "independent judge calls no digit, less the share for the model's own "
            "reconstructions."),
        ("points", "labels"), 16,
        short=tr("A random value gives garbage"),
        asks=tr("What does a random code give?"),
        bars=(
            *_of(_AE, "random", "share", own=tr("own reconstructions"), fair=tr("random codes")),
            *_of(_VAE, "random", "share", own=tr("own reconstructions"), fair=tr("random codes")),
        ),
    ),
    Claim(
        "cannot_tell", 3, tr("Without the data one cannot tell valid codes from others"), _SPACE,
        tr("Somebody has the decoder but no images and no codes. Can they tell which codes "
            "decode to digits?"),
        (tr("yes, easily"), tr("a little better than by guessing"), tr("no")),
        {_AE: ("model", "validity")}, verdicts.cannot_tell, Picture.BARS,
        tr("How often measures that need no data rank a code that decodes to a digit before "
            "one that does not (AUC)."),
        ("points", "flow"),
        short=tr("Without the data one cannot tell"),
        asks=tr("Who can tell a valid code?"),
        bars=(
            *_of(_AE, "validity", "share", prior=tr("how unlikely"), code_round_trip=tr("code, there and back")),
            *_of(_AE, "validity", "share", image_round_trip=tr("image, there and back"), nearest=tr("with the data")),
        ),
    ),
    Claim(
        "compression", 3, tr("So an autoencoder is for compression, not for making new images"), _SPACE,
        tr("We fit a fine density to the autoencoder's codes and draw from that. Does it now "
            "make digits?"),
        (tr("still garbage"), tr("as well as the VAE")),
        {_AE: ("model", "own_prior"), _VAE: ("model", "random")}, verdicts.compression, Picture.SHEETS,
        tr("Codes drawn from a kernel density of the autoencoder's own codes, beside the "
            "VAE's from N(0, I); the judge as before."),
        ("points", "labels"), 16,
        short=tr("So it is for compression"),
        asks=tr("What is an autoencoder good for?"),
        bars=(
            *_of(_AE, "own_prior", "share", own=tr("own reconstructions"), gaussian=tr("one Gaussian")),
            *_of(_AE, "own_prior", "share", mixture=tr("ten Gaussians"), kde=tr("kernel density")),
            *_of(_VAE, "random", "share", fair="N(0, I)"),
        ),
    ),
    Claim(
        "linear_pca", 4, tr("A linear autoencoder spans the space of PCA"), tr("Linear autoencoder and PCA"),
        tr("A linear autoencoder is trained by many small steps, PCA is solved at once. How "
            "do their errors compare?"),
        (tr("they are the same"), tr("PCA's is less"), tr("the autoencoder's is less")),
        {Role.LINEAR: ("model", "linear")}, verdicts.linear_pca, Picture.BARS,
        tr("The squared error of the linear autoencoder and of PCA with as many numbers, "
            "image by image; with original images also the angle between the decoder's plane "
            "and PCA's."),
        ("points", "labels", "prior"),
        short=tr("A linear one finds PCA"),
        asks=tr("What does a linear AE find?"),
        bars=(
            *_of(Role.LINEAR, "linear", "squared error", error=tr("reconstruction"), pca="PCA"),
            *_of(Role.LINEAR, "linear", "degrees", angle=tr("angle")),
        ),
    ),
    Claim(
        "nonlinear", 4, tr("Networks that are not linear keep more with fewer numbers"),
        tr("Linear autoencoder and PCA"),
        tr("PCA has as many numbers as this autoencoder's code. How large is the "
            "autoencoder's error beside PCA's?"),
        (tr("as large"), tr("about half"), tr("less than a third")),
        {_AE: ("model", "nonlinear")}, verdicts.nonlinear, Picture.BARS,
        tr("The squared error of test images, beside that of PCA of the same images with as "
            "many numbers."),
        ("points", "labels", "prior"),
        short=tr("Non-linear keeps more"),
        asks=tr("What do non-linear layers add?"),
        bars=_of(_AE, "nonlinear", "squared error", error=tr("reconstruction"), pca="PCA"),
    ),
    Claim(
        "distribution", 5, tr("A VAE's encoder gives a mean and a deviation"), _VARIATIONAL,
        tr("How much of the way the VAE's codes spread comes from the deviation?"),
        (tr("nearly nothing"), tr("about half"), tr("nearly all")),
        {_VAE: ("model", "chance")}, verdicts.distribution, Picture.DIAGRAM,
        tr("The share of the variance of z that sigma brings in, over all stored codes."),
        ("points", "posteriors"),
        short=tr("It encodes a mean and a deviation"),
        asks=tr("What does a VAE's encoder give?"),
        bars=_of(_VAE, "chance", "share", sigma_share=tr("share of sigma")),
    ),
    Claim(
        "chance", 5, tr("The same image twice: the autoencoder repeats itself, the VAE varies"), _VARIATIONAL,
        tr("A digit is encoded and decoded 64 times. How much do the results differ?"),
        (tr("in neither model"), tr("only in the VAE"), tr("in both")),
        {_AE: ("model", "chance"), _VAE: ("model", "chance")}, verdicts.chance, Picture.DIAGRAM,
        tr("z = mu + sigma × epsilon is drawn 64 times for an image and decoded; the variance "
            "per pixel."),
        ("points", "epsilon"),
        short=tr("One repeats itself, one varies"),
        asks=tr("One image twice: the same code?"),
        bars=(
            *_of(_VAE, "chance", "variance", variance=tr("of 64 images")),
            *_of(_AE, "chance", "variance", variance=tr("of 64 images")),
        ),
    ),
    Claim(
        "trick", 5, tr("Chance stands in the way of learning; z = mu + sigma × epsilon leads around it"), _VARIATIONAL,
        tr("Without that formula, could one still learn the encoder?"),
        (tr("no, never"), tr("yes, but with much noisier steps"), tr("yes, just as well")),
        {_VAE: ("model", "trick")}, verdicts.trick, Picture.DIAGRAM,
        tr("The variance of two estimates of the same gradient: through the score function, "
            "with and without a baseline, and through the formula."),
        short=tr("z = mu + sigma × epsilon"),
        asks=tr("How does one learn past chance?"),
        bars=_of(_VAE, "trick", "times", ratio=tr("without a baseline"), ratio_baseline=tr("with one")),
    ),
    Claim(
        "two_losses", 5, tr("Training balances two losses"), _VARIATIONAL,
        tr("The KL term is made to weigh more. What happens to the reconstructions?"),
        (tr("they get better"), tr("they stay"), tr("they get worse")),
        {Role.BETA_LADDER: ("model", "two_losses")}, verdicts.two_losses, Picture.CURVE,
        tr("Reconstruction loss and KL, in nats an image, along models that differ in beta "
            "alone."),
        short=tr("Two losses in balance"),
        asks=tr("What do two losses do together?"),
        curve=Curve("model.beta", tr("beta"), tr("nats an image"), (
            *_of(Role.BETA_LADDER, "two_losses", "nats", reconstruction=tr("reconstruction"), kl=tr("KL")),
        )),
    ),
    Claim(
        "squared", 5, tr("The VAE's reconstruction loss is the squared error"), _VARIATIONAL,
        tr("Was the VAE that is open trained with the squared error?"),
        (tr("yes"), tr("no")),
        {_VAE: ("model",)}, verdicts.squared, Picture.BARS,
        tr("What the bundle says of its training."),
        ("points", "labels", "prior"),
        short=tr("The loss is the squared error"),
        asks=tr("Which loss has this VAE?"),
    ),
    Claim(
        "normal", 6, tr("A second loss makes the VAE's codes look like N(0, I)"), _VARIATIONAL,
        tr("Could a classifier tell the VAE's codes from draws from N(0, I)?"),
        (tr("no"), tr("a little"), tr("easily")),
        {_AE: ("model", "regular"), _VAE: ("model", "regular")}, verdicts.normal, Picture.MAPS,
        tr("The KL of a Gaussian fitted to the codes, and how often a classifier tells codes "
            "from draws from N(0, I), beside what it does between two sets of such draws."),
        ("points", "prior", "labels"),
        short=tr("Its codes look like N(0, I)"),
        asks=tr("What do a VAE's codes look like?"),
        bars=(
            *_of(_VAE, "regular", "nats", kl=tr("KL to N(0, I)")),
            *_of(_AE, "regular", "nats", kl=tr("KL to N(0, I)")),
            *_of(_VAE, "regular", "share", classifier=tr("told apart"), classifier_null=tr("by chance")),
        ),
    ),
    Claim(
        "no_gaps", 6, tr("The VAE's space has no large gaps"), _SPACE,
        tr("Of the draws from its prior, how many lie far from every code of the VAE?"),
        (tr("no more than chance explains"), tr("some more"), tr("as many as in the autoencoder")),
        {_AE: ("model", "gaps"), _VAE: ("model", "gaps")}, verdicts.no_gaps, Picture.MAPS,
        tr("As for the autoencoder: prior mass far from every code, beside the same for codes "
            "without gaps."),
        ("points", "prior", "empty"), 16,
        short=tr("No large gaps"),
        asks=tr("Does a VAE's space have gaps?"),
        bars=(
            *_of(_VAE, "gaps", "share", mass=tr("where no code is"), mass_null=tr("by chance")),
            *_of(_AE, "gaps", "share", mass=tr("where no code is")),
            *_of(_VAE, "gaps", "share", off_support=tr("far from every code"), off_support_null=tr("by chance")),
            *_of(_AE, "gaps", "share", off_support=tr("far from every code")),
        ),
    ),
    Claim(
        "overlap", 6, tr("In a VAE the clusters overlap"), _SPACE,
        tr("In which model are the classes near a code more mixed?"),
        (tr("the autoencoder"), tr("the VAE"), tr("both alike")),
        {_AE: ("model", "overlap"), _VAE: ("model", "overlap")}, verdicts.overlap, Picture.MAPS,
        tr("The entropy of the classes among the codes nearest to a code, in nats; 0 where "
            "all are of one class."),
        ("points", "classes", "labels"),
        short=tr("The clusters overlap"),
        asks=tr("How do a VAE's clusters lie?"),
        bars=(
            *_of(_VAE, "overlap", "nats", entropy=tr("mixed by")),
            *_of(_AE, "overlap", "nats", entropy=tr("mixed by")),
            *_of(_VAE, "overlap", "nats", entropy_shuffled=tr("by chance")),
        ),
    ),
    Claim(
        "morphs", 6, tr("Between two clusters the VAE makes mixtures of both"), _SPACE,
        tr("A code half-way between the 4s and the 9s: what does it decode to?"),
        (tr("a 4, a 9, or something of both"), tr("another digit"), tr("no digit at all")),
        {_VAE: ("model", "morphs")}, verdicts.morphs, Picture.SHEETS,
        tr("Codes half-way from a code to the nearest one of another class; what an "
            "independent judge sees in them."),
        ("points", "labels"),
        short=tr("Between clusters: mixtures"),
        asks=tr("What lies between two clusters?"),
        bars=_of(_VAE, "morphs", "share", between=tr("both are likeliest"), either=tr("one of them"),
                 none=tr("no digit")),
    ),
    Claim(
        "smooth", 6, tr("The VAE's transitions are smooth, the autoencoder's are not"), _SUMMARY,
        tr("Along a line through the space, in which model does the picture jump?"),
        (tr("the autoencoder"), tr("the VAE"), tr("both alike")),
        {_AE: ("model", "smooth"), _VAE: ("model", "smooth")}, verdicts.smooth, Picture.SHEETS,
        tr("Lines between stored codes in small steps: the largest change of the picture as a "
            "multiple of the mean one, and the share of pictures on the way that the judge "
            "calls digits."),
        ("points", "stretch"),
        short=tr("Smooth transitions"),
        asks=tr("Where does the picture jump?"),
        bars=(
            *_of(_VAE, "smooth", "times", largest=tr("largest step")),
            *_of(_AE, "smooth", "times", largest=tr("largest step")),
            *_of(_VAE, "smooth", "share", accepted=tr("digits on the way")),
            *_of(_AE, "smooth", "share", accepted=tr("digits on the way")),
        ),
    ),
    Claim(
        "random_digit", 6, tr("A random value gives something meaningful in a VAE"), _SUMMARY,
        tr("Of a hundred codes drawn from N(0, I), how many does the VAE make digits of?"),
        (tr("fewer than half"), tr("most"), tr("nearly all")),
        {_VAE: ("model", "random")}, verdicts.random_digit, Picture.SHEETS,
        tr("Codes drawn from N(0, I) are decoded; the share that the judge calls no digit, "
            "beside the same for the VAE's own reconstructions."),
        ("points", "labels"), 16,
        short=tr("A random value gives a digit"),
        asks=tr("What does a VAE make of N(0, I)?"),
        bars=_of(_VAE, "random", "share", own=tr("own reconstructions"), fair=tr("random codes")),
    ),
)  # fmt: skip

# Which claim shows each sentence of the article, counted as it stands there.
SENTENCES: Mapping[int, str] = {
    1: "code_small", 2: "overfit", 3: "blocks", 4: "gives_back", 5: "blocks", 6: "layers", 7: "layers",
    8: "gives_back", 9: "loses", 10: "unshaped", 11: "clusters", 12: "gaps", 13: "garbage", 14: "inside",
    15: "cannot_tell", 16: "compression", 17: "linear_pca", 18: "nonlinear", 19: "distribution", 20: "chance",
    21: "chance", 22: "two_losses", 23: "squared", 24: "normal", 25: "trick", 26: "trick", 27: "two_losses",
    28: "normal", 29: "no_gaps", 30: "overlap", 31: "morphs", 32: "smooth", 33: "garbage", 34: "random_digit",
    35: "smooth", 36: "chance", 37: "distribution",
}  # fmt: skip


LAYERS = frozenset(name for claim in CLAIMS for name in claim.layers)  # that any claim names


def claim_named(name: str) -> Claim | None:
    """The claim of that name, None where there is none."""
    return next((claim for claim in CLAIMS if claim.name == name), None)
