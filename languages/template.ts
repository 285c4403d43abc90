<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The autoencoder and its loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its latent space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear autoencoder and PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The variational autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The regularised space and random values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent space visualization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code holds an image in fewer bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times fewer numbers than the image does the code have?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fewer than ten times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ten to a hundred times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than a hundred times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers and bits of an image, 8 a pixel, beside those of its code, 32 a number; and with how few bits a number it still keeps more than PCA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code needs fewer bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many bits does a code need?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer numbers keep less of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code of 2 numbers is made one of 4. What happens to the error?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it falls by about a third</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it falls to nearly nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error per pixel of test images along each series of models that differ in the size of the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer numbers keep less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do fewer numbers cost?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers in a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer numbers help against over-fitting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A classifier learns from 100 codes. Which codes mislead it more, those with few numbers or those with many?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>few</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A linear classifier is taught by 100 codes; what it gets right on these, less what it gets right on new ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer numbers over-fit less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which codes over-fit?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost on new codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An encoder goes down to a few numbers, a decoder comes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where in the network are the fewest numbers?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sizes of the layers, read from the files of encoder and decoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down to a few numbers, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where are the fewest numbers?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many layers, how wide, how small a code: that is yours to choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must the decoder be the encoder in reverse?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes, or it could not undo it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no, but it often is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sizes of the layers of encoder and decoder, and the models of the library that differ in them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers and sizes are yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is yours to choose?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It learns to give back the image that came in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The autoencoder gives back a digit that it has never seen. Can one still read it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearly always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mostly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rarely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean squared error of test images, and how often an independent judge reads the right class off what comes out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It learns to give back its input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does what went in come out?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class is read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing shapes an autoencoder&apos;s codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose codes lie more like draws from N(0, I)?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the autoencoder&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the VAE&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far a Gaussian that is fitted to the codes is from N(0, I), in nats, beside what chance alone would give.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing shapes its codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What shapes an AE&apos;s codes?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL to N(0, I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same digits lie together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the ten codes nearest to a code, how many are of the same class?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one or two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearly all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of the nearest codes, in the whole latent space, whose class is that of the code itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies beside a code?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the same class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of its space belong to no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the places where one would draw a code, how many lie far from every stored one?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hardly any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one in ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one in four or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws from a Gaussian fitted to the codes: the share that fall where no code is, on the map or, with more than two numbers, farther from every code than nearly all new codes are; beside it the same of codes without gaps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts belong to no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is there data everywhere?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where no code is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>far from every code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside a cluster lie variations of its digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code is drawn in the middle of the 3s. What does it decode to?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always the same 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other 3s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes half-way between two neighbours of one class are decoded, and an independent judge says what it sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside a cluster: its digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies inside a cluster?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between two of a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random value gives garbage in an autoencoder, and a digit in a VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code is drawn at random in each model. Who makes a digit of it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neither</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random codes are decoded, of the autoencoder from a Gaussian fitted to its own codes, which is a fair chance, of the VAE from N(0, I). The share that an independent judge calls no digit, less the share for the model&apos;s own reconstructions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random value gives garbage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does a random code give?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own reconstructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the data one cannot tell valid codes from others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody has the decoder but no images and no codes. Can they tell which codes decode to digits?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes, easily</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a little better than by guessing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often measures that need no data rank a code that decodes to a digit before one that does not (AUC).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the data one cannot tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who can tell a valid code?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how unlikely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code, there and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image, there and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So an autoencoder is for compression, not for making new images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We fit a fine density to the autoencoder&apos;s codes and draw from that. Does it now make digits?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still garbage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as well as the VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes drawn from a kernel density of the autoencoder&apos;s own codes, beside the VAE&apos;s from N(0, I); the judge as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So it is for compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is an autoencoder good for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one Gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ten Gaussians</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A linear autoencoder spans the space of PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A linear autoencoder is trained by many small steps, PCA is solved at once. How do their errors compare?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they are the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA&apos;s is less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the autoencoder&apos;s is less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The squared error of the linear autoencoder and of PCA with as many numbers, image by image; with original images also the angle between the decoder&apos;s plane and PCA&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A linear one finds PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does a linear AE find?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks that are not linear keep more with fewer numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA has as many numbers as this autoencoder&apos;s code. How large is the autoencoder&apos;s error beside PCA&apos;s?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a third</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The squared error of test images, beside that of PCA of the same images with as many numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Non-linear keeps more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do non-linear layers add?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A VAE&apos;s encoder gives a mean and a deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the way the VAE&apos;s codes spread comes from the deviation?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearly nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of the variance of z that sigma brings in, over all stored codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It encodes a mean and a deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does a VAE&apos;s encoder give?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of sigma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same image twice: the autoencoder repeats itself, the VAE varies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A digit is encoded and decoded 64 times. How much do the results differ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in neither model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only in the VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z = mu + sigma × epsilon is drawn 64 times for an image and decoded; the variance per pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One repeats itself, one varies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One image twice: the same code?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of 64 images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chance stands in the way of learning; z = mu + sigma × epsilon leads around it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without that formula, could one still learn the encoder?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no, never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes, but with much noisier steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes, just as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The variance of two estimates of the same gradient: through the score function, with and without a baseline, and through the formula.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z = mu + sigma × epsilon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How does one learn past chance?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training balances two losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The KL term is made to weigh more. What happens to the reconstructions?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they get better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they get worse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction loss and KL, in nats an image, along models that differ in beta alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two losses in balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do two losses do together?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The VAE&apos;s reconstruction loss is the squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was the VAE that is open trained with the squared error?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the bundle says of its training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is the squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which loss has this VAE?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second loss makes the VAE&apos;s codes look like N(0, I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could a classifier tell the VAE&apos;s codes from draws from N(0, I)?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a little</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>easily</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The KL of a Gaussian fitted to the codes, and how often a classifier tells codes from draws from N(0, I), beside what it does between two sets of such draws.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its codes look like N(0, I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do a VAE&apos;s codes look like?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>told apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The VAE&apos;s space has no large gaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the draws from its prior, how many lie far from every code of the VAE?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no more than chance explains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as many as in the autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As for the autoencoder: prior mass far from every code, beside the same for codes without gaps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No large gaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does a VAE&apos;s space have gaps?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a VAE the clusters overlap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In which model are the classes near a code more mixed?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entropy of the classes among the codes nearest to a code, in nats; 0 where all are of one class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clusters overlap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How do a VAE&apos;s clusters lie?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mixed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between two clusters the VAE makes mixtures of both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code half-way between the 4s and the 9s: what does it decode to?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a 4, a 9, or something of both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no digit at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes half-way from a code to the nearest one of another class; what an independent judge sees in them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between clusters: mixtures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies between two clusters?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both are likeliest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The VAE&apos;s transitions are smooth, the autoencoder&apos;s are not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Along a line through the space, in which model does the picture jump?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines between stored codes in small steps: the largest change of the picture as a multiple of the mean one, and the share of pictures on the way that the judge calls digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth transitions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where does the picture jump?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digits on the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random value gives something meaningful in a VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a hundred codes drawn from N(0, I), how many does the VAE make digits of?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fewer than half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes drawn from N(0, I) are decoded; the share that the judge calls no digit, beside the same for the VAE&apos;s own reconstructions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random value gives a digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does a VAE make of N(0, I)?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw one, or move over a map. Each model squeezes it and draws it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left in the middle is its code, a place on the map. How small is it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move where there are no dots in the left map. What does the decoder draw there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now a hundred codes by chance. Say who makes digits of them, then look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rings are 1, 2 and 3 sigma of N(0, I), which the VAE&apos;s codes should look like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The VAE draws its code: z = mu + sigma × epsilon. Encode one image 64 times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A morph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go slowly from one cluster of the right map to the next one. What stands between?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article&apos;s last table, with the figures of the models that are open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pixels:.0f} numbers become {d:.0f}; {image} bits of an image, {code} of a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; rounded to {n} bits a number it keeps less than PCA unrounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; rounded to {enough} bits a number it still keeps more than PCA unrounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {last:.0f} numbers down to {first:.0f}, the AE&apos;s error goes from {before} to {after}; {certain} of {steps} steps down lose for certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A classifier taught by 100 codes loses {lost} on new codes of {few:.0f} numbers, {most} on those of {many:.0f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A classifier taught by 100 codes loses {lost} on new codes of 1 number, {most} on those of {many:.0f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pixels:.0f} numbers in, {d:.0f} in the middle, {pixels:.0f} out again, by {layers:.0f} layers of weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library has autoencoders of these images with codes of {sizes} numbers; </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this one&apos;s decoder has the encoder&apos;s layers in reverse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this one&apos;s decoder is not the encoder in reverse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, and {more:.0f} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean squared error {error}; </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gain} less than PCA with as many numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the judge reads the image&apos;s own class off {right} of what comes out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its codes are {ae} nats from N(0, I), the VAE&apos;s {vae}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; but its training charged {penalty} for large codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{same} of the nearest codes are of the same class; by chance {chance}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{empty} of where one would draw is empty of codes; of codes without gaps {null}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between two codes of a cluster the judge sees its class in {same}, at the codes in {own}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>non-digits than the VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, each beside its own reconstructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the best measure without data ranks {best} of pairs of a digit and a non-digit right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; one that knows the codes, {data}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, drawn from a density of its own codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>: what it lacks is a known prior, not the power to make digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its decoder&apos;s plane and PCA&apos;s are {angle} degrees apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its error is {ratio} times PCA&apos;s, image by image (correlation {same})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, and no other plane has so small an error as PCA&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its error is {ratio} times that of PCA with as many numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the deviation makes up {share} of how its codes spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>: the means say nothing of the image (a collapsed VAE)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>64 reconstructions of an image vary by {vae} (variance per pixel); those of the AE by {ae}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without the formula the gradient varies {bare} times as much, {helped} with a baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>: noisier, not impossible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From beta {first} to {last} the KL term goes from {kl_first} to {kl_last} nats, the reconstruction loss from {loss_first} to {loss_last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This VAE was trained with a squared error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This VAE was trained with another loss than the squared error: cross-entropy, for grey levels in 0 to 1. The model vae-mnist-2d-mse was trained as the article says (M).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its codes are {vae} nats from N(0, I), the AE&apos;s {ae}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; yet a classifier tells them from it, {told} above guessing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{vae} of where one would draw is empty of codes, {ae} in the AE; </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of codes without gaps {null}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the classes near a code mix by {vae} nats in the VAE, {ae} in the AE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half-way between two classes the judge&apos;s likeliest two are these in {both}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; it sees one of them in {either}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the largest step is {vae} times the mean one in the VAE, {ae} in the AE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; on the way it shows {digits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{drawn} of random codes give no digit, {above}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>than its own reconstructions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>arithmetic</name>
    <message>
        <source>Arithmetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the start to the result (Shift+Y)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arithmetic with codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select something first: Shift+drag draws a lasso, Ctrl+drag a box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a map first: there is nothing at the probe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw something first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no result to go to yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scale is 0: there is no way to go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model stores no codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} comes from other images than those of this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model stores no code of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is added is what is subtracted: the difference is zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model cannot place the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at a code, add the mean of some codes, subtract the mean of others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean code of the selected samples is what to add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean code of a class is what to add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean code of the selected samples is what to subtract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean code of a class is what to subtract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what to add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what to subtract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where to start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at the code that is probed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start where each model puts your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the vector is added: 1 is the whole of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the whole vector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A path from the start to the result, in place of the one that is there: it plays, and undo takes it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what was subtracted, and subtract what was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap + and −</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again, and remove the arrow from the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the vector is {whole} long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the vector is {whole} long, {some} of it added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{start}, sample {sample:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean +</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean −</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest samples of the result: arrows and Enter probe one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>article</name>
    <message>
        <source>Diagram, {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worksheet of the article…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tour of the article in eight stops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next claim of the article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claim before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no model to measure: {role}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this was not measured: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this needs a series of at least two models: {role}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} more {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} fewer {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library has no autoencoder and VAE of these images with codes of {d} numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an autoencoder in one of the maps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a VAE in one of the maps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library has no linear autoencoder of these images: train one with --family linear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the size of the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library has no series of {kind}s of these images that differ in {varied}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two models know different images: {names}. Open two of the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claims looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The claims of the article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article, live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter {chapter}: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How this is measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide how this is measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claims ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All claims of the article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The claim before (Ctrl+PgUp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next claim (Ctrl+PgDown)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the pair of models that shows this best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the models that were there before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One image on its way through the models (Shift+D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have this claim on the worksheet (Shift+W); without any, it has all that you looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to worksheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‹ Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next ›</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try models with {best} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try {best}-D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the diagram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the models before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the worksheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} images; {marked} {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{upper}{said}. Click to probe this code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before you look: what do you expect?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the figures without a prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured: {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random code gives no digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws where no code is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes from N(0, I), KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes mixed near a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One image encoded 64 times, variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest step on a line, times the mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the article says of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article&apos;s summary, in your numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % intervals in brackets; seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring: {known} of {lines} rows are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stop before (Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next stop (Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the claims (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {at} of {stops}: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you said and what was measured, on one page to write on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the worksheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the teacher&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worksheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stands on the worksheet, and nowhere else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the same seed and the same models everybody has the same draws, and the same figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a page to print, .pdf, or for a browser, .html</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the teacher: every claim with its rule, .pdf or .html</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a key that is whole: every claim, on these models and this seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure all claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet: look at a claim of the article first (Shift+A).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on these models: {known} of {claims} claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot write the {what}: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article, measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only partly here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in two dimensions: try 16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not supported here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be measured here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the autoencoder that is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the variational autoencoder that is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the linear autoencoder of the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>autoencoders with codes of different sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variational autoencoders with codes of different sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variational autoencoders with different beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its latent space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear AE and PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regularised space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear AE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other draws could turn the answer: the interval is too near to the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squared error a pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variance a pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the judge sees a digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the judge sees no digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from a fitted Gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from N(0, I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from its own density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inside each cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half-way between two classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter {n} of {all} · {title} · in the article: “{where}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You looked without a prediction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You expected: {answer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You expected: {answer}. ✓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You expected: {answer}. The figures say: {right}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = {least:,} to {most:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % intervals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The judge itself calls {wrong:.1f} % of real images no class, and misses {missed:.1f} % of those that are none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoded codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; framed: {tiles}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did you expect, and why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article, measured: worksheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article, measured: teacher&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {d} numbers a code, digest {digest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model}, beta {value:g}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>compression</name>
    <message>
        <source>Keep a code instead of an image: each number of it in a few bits. What is lost?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a map, or draw: its picture is kept as a code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is what the decoder shows now, easy to give back. A drawing of your own is harder (D).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is your drawing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who opens a code needs the decoder and the range of its numbers, which are not counted. A PNG or a JPEG needs neither, and its header is counted. A PNG loses nothing; a JPEG cannot be smaller than this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many bits are kept of each number of a code: it is rounded to one of 2 to 256 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image, and what is left of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits per number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA {d}-D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its mean error on test images with {d} numbers, not rounded: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 bit per number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} bits per number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {numbers} × {bits} = {bytes}, {times} times fewer: {hex}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA&apos;s picture is missing: it needs images, and this model stores none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA&apos;s picture is missing: the images have more than {n:,} numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compression: an image in a few bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stores no codes, so how far its numbers reach is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no encoder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>numbers like 17 or 100-120, with commas between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prior N(0, I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard normal, whatever the codes are: a VAE is trained towards it, an AE is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uniform box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anywhere in the box of the codes: the central 99 % of each coordinate, because a few far codes would rule the box of all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One Gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Gaussian with the codes&apos; own mean and covariance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian per class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class as often as it is stored, then a Gaussian with the mean and covariance of its codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored code at random, and Gaussian noise around it of the codes&apos; shape: a draw from the kernel density estimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian mixture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussians fitted by expectation maximisation to at most {most_codes:,} codes, picked with a fixed seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bundle does not say which likelihood it was trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its likelihood has a learned variance, which the bundle does not carry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>codes per unit²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of {votes} votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latent units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per unit²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the prior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel units² per unit²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel units per unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>three codes of one dimension lie on a line: there is no plane to choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first and the second corner are the same code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first and the third corner are the same code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the second and the third corner are the same code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the three corners lie on one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the shortest way in the latent space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slerp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>around the origin, the norm going evenly from one to the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one smooth curve through all way-points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the way on which the decoded image changes least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data-following</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>short in images, and where codes are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total: the image&apos;s own error and what rounding adds; how the two lean on each other is not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no round trip: this model has no encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no angle: this bundle has no original images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no Lipschitz ratio: along half of the way the image does not change at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the target is the decode of mu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the target is the decode of mu, and the image&apos;s own error is added</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>diagram</name>
    <message>
        <source>Diagram: inside the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll the die: another ε</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a map, or draw: its picture goes through here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One image on its way: encoder, code, decoder. Point at a part to see what it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x is {}. In a layer, orange is above 0, blue below; hold the pointer on one for its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the image go through, layer by layer; the arrow keys do it step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚄ Roll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw another ε, the same for all (Alt+R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the mean: z = μ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How gradients come back: through + and ×, around the die, not through it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens in one dimension of the code: log σ², σ, ε, and z = μ + σ × ε</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dimension that the sampler is shown in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagram, {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside the sampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>σ = exp(½ log σ²) &gt; 0, always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no gradient through ε</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dashed: z; grey: the prior N(0, 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x, the image that goes in: one number a pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoder: each layer turns what it is given into fewer numbers. Taller means more of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>μ, the mean: where the encoder puts this image. On the map it is the middle of the ellipse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>σ = exp(½ log σ²), so always above 0: how far around μ codes of this image are drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ε, drawn from N(0, I). No gradient passes through chance, so chance stands beside the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z, the code: all that the decoder gets to know of the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoder: about the same layers in reverse, from the code back to an image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x̂, the reconstruction: what is left of x after it went through z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reconstruction loss: how far x̂ is from x. It pulls codes apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL(N(μ, σ) ‖ N(0, I)): how far this posterior is from the prior. It pulls codes together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} numbers in, {d:,} in the middle: {times:,.3g} times fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL {kl} nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss = </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> = {nats:.1f} nats ({bits:.0f} bits)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean (x − x̂)² = {mse:.4f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} nats; </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer {k} of {own} of the {half}: {kind}, {size}, {weights:,} weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{said} Layer {undone} of the {name}, {back}, goes the other way.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>drawing</name>
    <message>
        <source>Your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its code; a VAE&apos;s ellipses at 1 and 2 σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read the picture in another way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draw a stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark ink, inverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark ink, not inverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light ink, inverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light ink, not inverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its images are signals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is drawn yet (D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this model did not encode the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw here, or drop a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model on screen reads drawings: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a picture, {name}: {how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{strokes}; the pen is down, {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{strokes}; the pen is up, {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} strokes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drawing as the encoder sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe the sheet; undo brings it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last stroke (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw it again (Ctrl+Shift+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the codes on the maps, at random; the pointer is frozen there (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick a stored sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size on screen; the encoder always gets MNIST&apos;s pen width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoder input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys move the pen, with Shift finely; Home, Page Up, End and Page Down move it aslant. Space puts it down and lifts it, Enter lifts it, Backspace takes back a stroke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{x:.0%} from the left, {y:.0%} from the top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change dark and light for each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop the figure, scale it to 20/28 of the side and centre it, as in MNIST; else fit the whole picture in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PNG, JPEG, BMP, GIF or WebP picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as PNG or JPEG, no larger than a photograph, and give it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an XML file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged, or too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width:,} × {height:,} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {most_pixels:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another kind of file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture does not fit into memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>orange: ink missing, blue: too much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drawing, encoded and decoded again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The difference; {colours}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tip}, map {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE {mse}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest stored samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoded from their codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>their images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored samples nearest to the drawing, map {index}: arrows and Enter probe one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot encode a drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no drawing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes of the {n} nearest:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE per pixel {mse:.4f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−log p(x|z) {nll} nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no σ: always the same code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code of your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−ELBO {number} nats at z = μ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>posterior N(μ, σ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL {kl} = {parts}{rest} nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code found by search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE {mse:.4f} there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−ELBO {number} nats there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best code {mu}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>encoding</name>
    <message>
        <source>Being encoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your images while they are encoded, by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encode images of your own…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no image could be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give other images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the process that reads the images {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model in the active map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in the active map has no encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own images, encoded by the model of the active map. The result is a model with their codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What reads images is not part of the standalone program: install the project with pip for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encode images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encode no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many images are encoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes of your images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: {model_name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of a known data set, if its files are on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done:,} of {n:,} images of {name}, by {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the codes of {done:,} images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done:,} images of {name} are encoded: {bundle} is among your models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not work: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{skipped:,} could not be read; the first: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory to write the bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no images are being encoded (Shift+K)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>Plays everywhere. Exact in grey, 256 colours a frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WebP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plays on the web; small and exact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An animated PNG, exact; some viewers show it still.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A video for slides and messages; close, not exact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles in one picture, exact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images as decoded and their codes, for numpy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pillow is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it: pip install pillow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this Pillow cannot write WebP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another format, or install a Pillow that can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MP4 is written by ffmpeg, which is not on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install ffmpeg, or choose another format.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>epochs</name>
    <message>
        <source>The film is painted…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, epoch {epoch:,} of {last:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the latent space formed: the same codes, and a grid of decodes, from the untrained network to the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nats an image, each curve on a scale of its own: losses of two kinds of training are not to be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where in the training you look: at the left the untrained network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▶ Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the untrained network to the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training as a film: codes and decodes of every epoch, as the maps look now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Film…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⏸ Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A grid of decodes, map {i}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {n:,} of {all:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes as they were at one epoch, with its card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training, epoch by epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This bundle recorded no history while it was trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses over the epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the card Training is closed, or there is no history</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>Saved views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved views (V)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a figure…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A figure, or the numbers, as a file; and figures opened again (Ctrl+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a figure…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What opens (*.png *.svg *.csv *.npz *.gif *.webp *.apng *.mp4 *.onnx *.jpg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks (*.onnx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>map {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {count} maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as “{title}”. Views (V) lists what is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bundle} (sha256 {sha256}…) is not among the models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} The rest is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bundle} cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bundle} is not the one of the figure (sha256 {sha256}…).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>120 megapixels at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot write the figure: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1600 × 1200, a slide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3840 × 2160, a poster or projector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half a page of A4, 300 dpi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A column, 85 mm, 600 dpi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture, drawn anew at this size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines and labels as curves, the points as one embedded picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The codes in view, a line each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The codes in view and the computed fields, for numpy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The maps as a picture, or their numbers as a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures (*.png *.svg *.csv *.npz *.gif *.webp *.apng *.mp4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The active map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the map that you pointed at last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of the figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the figure, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of the figure, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text scale: 100 % is as on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the figure as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the figure into the clipboard (Ctrl+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what an exported figure shows (Ctrl+O); it may be dropped on the window, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {path} ({size}). Opened again, it shows this view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure is in the clipboard ({width} × {height} px).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no map to take a picture of: open a model first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what the maps show now, and come back to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name for this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name for what the maps show now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click or Enter shows a view again, Delete forgets it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing saved yet. Its key (Shift+V) needs no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what the maps show now (Shift+V)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the file away; it is left as it is until a view is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the saved views cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>film_export</name>
    <message>
        <source>Export a film or a grid…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A film is being exported: wait for it, or cancel it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model was switched meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a map was taken off the screen before its frames were decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot write the film: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {path} ({size}). Opened again, it shows this view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a grid does not move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot write the film: no such folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no map to film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no path to film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press P, then click on a map for two way-points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the path was taken away meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>these are more images than an export may have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take fewer tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} images as they were decoded, and their codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} tiles · {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 frame · {seconds:.1f} s · {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} frames · {seconds:.1f} s · {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tile} px is not a multiple of {side}: some squares are 1 px larger than others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A frame lasts {least} or {more} hundredths of a second: the film keeps its time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ends with the last frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It begins again with the first frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It plays backwards, then begins again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every pixel of the decoder becomes a square, exact at whole multiples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between the decoder&apos;s pixels the picture is blended (bicubic)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a film or a grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path as a film, or a grid of decodes over the map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The film of the path from A to B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decodes all over what the map shows, in rows and columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The maps on screen, side by side in one picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the map that you pointed at last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The active map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ping-pong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longer side of an image in the film, px; arrows step by the decoder&apos;s own size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the film as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the film is made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop: no file is written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written; try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the process that makes the film {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ladders</name>
    <message>
        <source>not there yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same image with codes of every size, and with every strength of the prior. Click one to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library has no series of models of this data set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are small networks of their own: those on the maps may be larger, and err less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a map, or draw: its picture goes through all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is what the decoder shows now. A drawing of your own is a harder test (D). {others}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is your drawing. {others}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA is not drawn: these bundles do not tell its error. aevae-train columns adds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers in the code:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ladders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers in the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same, mean of the test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, KL {kl} nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{unit} {place}: mean squared error {mse:.4f}{kl}. Click to open it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ladders: one image, codes of every size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no reconstruction came back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>layers</name>
    <message>
        <source>Layer: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the maps draw (L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored codes, and what you add to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Far from stored codes the decoder guesses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it draws, and how fast that changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles lie at fixed places of the map; a zoom brings new ones between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles stay where they are on the screen and change smoothly as the map moves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that help the hand: the pointer&apos;s cross, axes, the mini-map and others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the maps draw (Up, Down: next layer).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of a tile on the screen, px ([ and ])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles stay on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles fixed to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every layer as it is at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just the codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing but a dot for every stored image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is the prior empty?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The codes, the prior&apos;s rings, and where random draws find no code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does the decoder do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it draws everywhere, and how fast that changes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Open on left map: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open on right map: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose other models (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model&apos;s folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> The map stays as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean squared error per pixel of the reconstructions of {images}; less is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images:,.0f} test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  over {images:,.0f} test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How wide a code?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strong a prior?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first:g} to {last:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random codes near the stored ones of this model, decoded; from the prior where it stores none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which model of the series; it opens on the chosen map when the slider rests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have its networks measured anew, and say what they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how it was read…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open these two, left and right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing like it here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{entries} models that differ in one number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a map, then the model that it shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put model folders in {user_folder} and they appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model of map {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be used: {id}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>networks</name>
    <message>
        <source>Open a decoder, or an encoder and its decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks (*.onnx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open models: your own networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open ONNX networks…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how it was read…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks as others export them. What they are is measured by running them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A decoder, or an encoder and its decoder: .onnx files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure the model of the active map anew, and read it in another way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the shown model again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random codes, decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn digits, and what comes back of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a model of it and open it; the files stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open nothing; the map stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder&apos;s values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder&apos;s pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code, mu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The width is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logits: put a sigmoid after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light on dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark on light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log of the variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log of sigma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing: leave it out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>please choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} decodes: {d} → {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} encodes: {size} → {d}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop ONNX files on the window, or choose them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: the networks are run to see what they are …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: something cannot be measured. Please look, then open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: its manifest hardly means what its networks do. This was measured:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: all of it is set. Change what is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waves, and what comes back of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a signal of {n:,} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class that this conditional model decodes and encodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened as you chose before. To choose anew: Change how it was read…, in the Model menu.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>path</name>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From A to B through all way-points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where on the path the film is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a way-point first (. and ,).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat: once, loop, ping-pong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Easing: steady, or ease in and out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Onion skin: one frame more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudge the way-point left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudge the way-point right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudge the way-point up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudge the way-point down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the path at the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the path at the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A way-point at the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A way-point from elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the next way-point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the way-point before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the way-point later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the way-point earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the way-point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all way-points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop back to the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to start from yet: point at a map or draw first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is selected on a map with codes: draw a lasso first (Q).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A path has at most {most} way-points, {first} to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no codes on this map to pick from: set way-points yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images are large, so the film has fewer frames ({few}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are no way-points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames of the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {row} of {z}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model here can place all way-points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two way-points make a morph: press P, then click on a map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on a map for the next way-point: two make a morph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on a map for the first way-point: two make a morph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The length of each kind of path in pixel space, and how much longer it is than the shortest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lengths of the compared kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A morph between two samples picked at random (Shift+R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surprise me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random path, and the path reversed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path begins here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path ends here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse the path; {n} way-points between the ends, seen in Path mode (P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solid: how much the picture changes from one point of the path to the next (Euclidean distance of all pixels, each from 0 to 1). Dashed: distance to the nearest stored code (latent units), on its own scale. Below: the class of the nearest code. Click or drag to move the playhead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is measured along the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>t = {t} · step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · nearest code{name} {tiny} away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no path here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being measured …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being traced …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop back to the start (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant speed: the picture changes equally in every step, rather than z (Y)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight: how strongly a data-following path is drawn to the codes; 0 is the shortest path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames of the film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the film: GIF, WebP, APNG, MP4 or numbers (Shift+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export film …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare {n} ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight {weight}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a way-point (Shift+I); on a map: click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the probe (I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all way-points (Ctrl+Shift+Backspace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other kinds of path, drawn beside this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and Right move by a frame, with Shift by ten; Home and End go to the ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it plays: speed (Alt+. and Alt+,), repeat (J), easing (Shift+J), onion skin (O), number of frames (Alt+Up, Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ping-pong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steady</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ease in and out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that shine through the one that is shown (O): blended for display only. Off, a preview is the model&apos;s own output, bit for bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playhead: arrows move it by a frame, with Shift by ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame (Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat (J)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No onion skin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Onion ± {k}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the morph (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± 1 frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± {n} frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Easing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way-points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way-point {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: click to choose, drag (or Ctrl and an arrow) to reorder, Del to remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · {found} more here, click again for the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · drag to move · click, then Del to remove{more}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a path already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to this path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a new path here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compared paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>constant speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {first} to {last} and back to {first}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{frames} before and after shine through, fainter the farther away they are: every pixel shows the strongest of them. Blended for display only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>length {length} · step mean {mean}, max {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>farthest from codes {tiny}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>path {label}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another kind of path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add way-point {letter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove way-point {letter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove all way-points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move way-point {letter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reverse the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the order of the way-points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>near {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of selection</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>pictures</name>
    <message>
        <source>Your pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ring where each picture of the strip lies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No two pictures are encoded yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first {n} pictures are way-points: a path has no more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture in what was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {total} pictures could not be read: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of {total} pictures could not be read: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no picture: copy one, or drop its file on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no strip of pictures yet: drop several on the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this model did not encode the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A path through all of them, in their order; undo takes it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All as way-points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encode the whole folder by the model of the active map: it becomes a model (Shift+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encode all…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the strip away; the drawing stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {total} read …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n}; below each: {models}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first {n} of {total:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} could not be read and are left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your pictures, over what every model makes of them: arrows go through them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: MSE {error}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>planes</name>
    <message>
        <source>Fade by distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes far from the plane are fainter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The latent coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planes and sliders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planes of a latent space of any dimension, a slider for each (Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose two different dimensions, z1 to z{d}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model stores no codes to find principal directions of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to start from yet: point at a map first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set way-points of a path and point at a map first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plane: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the mean KL of its posteriors to N(0, 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the variance of its codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {usage} is {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: the central 99 % of its codes, {ends}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} keeps its value wherever the probe goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} swept, the rest as probed; click to go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>near {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample {sample}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above two dimensions only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which plane of the latent space a map shows, and a slider for each dimension.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimension to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimension upwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plane of the codes&apos; two leading principal directions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the plane to the parallel one through the probed code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe the mean of the codes; frozen dimensions stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to the mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>corners: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one dimension: the map is a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by KL, nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {most} of {d} dimensions that are used most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the probed sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A, B and the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three samples ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plane through three codes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>points</name>
    <message>
        <source>Class {k} on or off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {k} alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One dot for each stored image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each class at the median of its codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mini-map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole map, while you are zoomed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes: colours and filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours, size and filters of the codes (C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drag to pan, wheel to zoom, click to freeze the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your drawing appears on the maps while you draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>click adds a way-point, drag a ring to move it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>click to freeze the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {whole}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{whole}: click to hide or show, Shift+click to show it alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training or test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posterior σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction term</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA&apos;s reconstruction error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latent units, geometric mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squared error a pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an autoencoder has no posterior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its points file has no column {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no codes are stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no code has a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all at {low}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only images it was trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only images it never saw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours, sizes and filters of the stored codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the codes are coloured by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of the codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes whose value is {title} this are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back every filter: classes, images and values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no map on screen has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour by a number to filter by its values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} of the codes that are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} has no two values to filter by.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>posterior</name>
    <message>
        <source>Draw z = μ + σ × ε yourself, and read the terms of the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The posterior of your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The posterior of the sample at the probe; a click on a map holds it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The variance of the mean over the images is above 0.01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squared error ÷ 0.1, without its constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squared error, summed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} uses {n} of the {d} numbers of its code: over the images their means vary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: no σ, z = μ = {mu}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {lines} of {d} dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variance of μ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variance of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>σ² of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variance of a pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not encoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not defined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reconstruction at μ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same in bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of 64 draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>β × KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−ELBO at μ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−ELBO, 64 draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code penalty (L2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE per pixel at μ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: no image is stored with this sample, so it has no reconstruction term.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {lack}, so only its MSE is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: its decoder leaves [0, 1], so there is no {terms}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The KL of each dimension counts as at least {free_bits:g} nats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not compare nats of different terms; compare the MSE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posteriors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure the encoder is: 1 σ of some codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posterior card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z = μ + σ × ε and 64 draws, with its card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posterior: draw z, the losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posterior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The posterior of one image: draw z = μ + σ × ε yourself, and see its losses (Shift+P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{draws} images of {size} px are more than the card can hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image is stored with this sample: the draws are made of its stored μ and σ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same image, encoded 64 times, and a z drawn each time: an AE&apos;s variance is exactly 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seed of the 64 draws: the same seed, the same draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>64 other draws: the next seed (Alt+A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play through the 64 draws: ε takes each, and the picture and the map follow (Alt+T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play &amp;through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of this one image, in nats, summed over its pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>σ of a pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoded 64 times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss of this image, nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>64 draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>64 draws of z, decoded, map {index}. Click one, or use the arrow keys, to take its ε</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean of the 64 decodes, pixel by pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much each pixel varies: the standard deviation over the 64 decodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>std. deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tooltip}, map {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The noise ε, in units of σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag ε, in units of σ. Arrows move it, with Shift finely; Home is 0, where z = μ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot encode a drawing: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw something first (D).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stores no codes: draw something instead (D).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no sample at the probe: point at a map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample {row:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model here has a σ, so ε changes nothing: open a VAE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dimension across the pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dimension up the pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in on the ellipses at 2 σ (Alt+Z); 0 fits the map again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to z = μ (Home on the pad)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the others fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the others 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoded image of z = μ + σ × ε</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoded image of z, map {i}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z of map {i}, worked out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posteriors at 1 σ, to scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this model has no posterior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs stored codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>previews</name>
    <message>
        <source>your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the decoder shows now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no path yet: set way-points in Path mode (P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is drawn yet: draw in Draw mode (D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model on screen reads drawings: none makes pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No code of your drawing is known yet: this model has no encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model reads no drawings: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model cannot place the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The codes of this model are of other images than the other map&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without stored codes there is nothing to link the maps by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the code of your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, ± {onion} frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the path{skins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be decoded: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be decoded: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code under the pointer, or where it was frozen by a click; pointing at a map chooses this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code under the playhead of the path; playing and moving the playhead choose this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code that each model&apos;s encoder gives to your drawing; drawing chooses this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show each of the decoder&apos;s pixels as a square, without blending between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the decoder of this map makes of the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded image of pane {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Showing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the negative evidence lower bound of an image, reconstruction loss plus KL, in nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test MSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the squared error per pixel of a reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exporting a film: {fraction:.0%}   ·   CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>t = {t} on the path {way}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decode {milliseconds:.1f} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest sample: {name} at {distance}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest sample in {d}-D: {name} at {distance}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a mean over {n:,} test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a mean over test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {headlines}, {images}; less is better. Measured when the model was made.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>probe</name>
    <message>
        <source>Probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the decoder is being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unfreeze the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored sample at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no codes on this map to pick from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no stored code near here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same image: {name}, but for {frozen}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same image: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a stored code: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest: {name}, {distance} away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest in {d}-D: {name}, {distance} away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nearest stored code, {name}, is {distance} away. 99 of 100 stored codes have another one within {radius}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held here. Click again or press Esc to move freely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held here. Press Esc to move freely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each dot is one digit. Move over the map: the decoder draws what lives here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each dot is one image. Move over the map: the decoder draws what lives here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same digits, placed by this model. A ring marks the one under the pointer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same images, placed by this model. A ring marks the one under the pointer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under the pointer: {sample}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recovery</name>
    <message>
        <source>What is open cannot be kept for the next start: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be kept for the next start: {folder}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what happened: no names, no folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
{times:,} times so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{said}

The window goes on. The report says what happened.{times}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report of the run that ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the program noted. Your names and folders are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what went wrong, and copy it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore what was open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the models, the drawing, the path and the selection again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After an unexpected end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was open cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss it; nothing else is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was open is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {names} is back, the rest needs its models.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>refining</name>
    <message>
        <source>Refine this code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find its code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best code, by search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the code whose decode is nearest to the drawing, through decodes alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to {seconds} s of decodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not searched yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.0%}, {n:,} decodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no better one in {n:,} decodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found in {n:,} decodes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>samplers</name>
    <message>
        <source>Prior rings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1, 2 and 3 σ of N(0, I), a VAE&apos;s prior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random codes; hollow far from stored ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samplers: random codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samplers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes drawn at random, and what each model makes of them (Shift+S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample again, with the next seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model to draw codes for: open one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random codes, decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the article shows draws of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is sampled yet (Shift+S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ {title}, seed {seed:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◇ far from every code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes drawn at random, and what each decoder makes of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The draws stay on the maps. Clear on the Samplers card takes them off, or the layer of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How codes are chosen, for all maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the kernels, in units of Scott&apos;s rule: n^(−1/(d + 4)) of the codes&apos; own spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many Gaussians the mixture has; there are fewer where there are not as many different codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seed: with it typed again, the same codes are drawn, bit for bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure {count:,} draws; the sheets show the first {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the draws off the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw again, with the next seed (Ctrl+R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bandwidth:.2f} × Scott</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{components} Gaussians</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this model has no prior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model stores no codes to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.0f} % near stored codes,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>which says nothing about the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value:.0f} % are no class for the judge {interval};</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value:.0f} % are no digit for the judge {interval};</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of its own reconstructions {value:.1f} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing … {fraction:.0%}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring … {share:.0%}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draw {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest code {tiny} away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of {n:,} draws farther than r = {radius} (latent units) from any stored code. r is the 99th percentile of the codes&apos; own distances to their nearest other, over at most {most_codes:,} of them: of the codes themselves 1 % are farther. It says how near draws are to stored codes, which for a VAE are means μ, not how good their images are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>farther than {radius} from codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variety: no labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The codes of this bundle have no labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many equally frequent classes are as varied as these draws: exp of the entropy of their classes, {entropy:.2f} nats, of log {classes} = {most:.2f} nats at most; the labels of the codes have {value:.2f}. The class of a draw is voted by its {votes} nearest labelled codes. With few draws the entropy is a little low: here by about {number:.3f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {classes} classes (variety)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The draws&apos; mean distance to the nearest stored code, {distance} latent units, as a multiple of the codes&apos; own mean distance to their nearest other, {own}: 1 is as near as codes are to each other, in any model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to the nearest code, on average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usual distance between codes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>selection</name>
    <message>
        <source>Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A bright rim around the selected codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection: members, numbers, CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand: a drag pans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso: a drag selects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box: a drag selects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the probe&apos;s class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select samples by number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare neighbourhoods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Members of the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No codes are shown, so there are none to select.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a map first: there is no sample at the probe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model stores no codes to select.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That sample is hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of these samples are hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select something on this map first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model stores no codes to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{more:,} neighbours were added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All neighbours are selected or hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the selected samples are not of this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen samples: their pictures, codes and neighbours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is selected. Shift+drag draws a lasso, Ctrl+drag a box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of each class are selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the mean of the selection to a code, or subtract it (Shift+Y)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arithmetic…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the selection (U)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo the selection (Shift+U)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select samples by their numbers, and probe the first; Shift+Enter adds them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by number: 17, or 100-120, 300</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of samples to select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the samples of these numbers (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all that is shown (Ctrl+A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the class of the sample at the probe (Ctrl+Shift+A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select what is shown and not selected (Ctrl+I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the 10 nearest neighbours of each, in the whole latent space (Ctrl+G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select nothing (Ctrl+D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page; each page is a random sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy number, label, split and code of every member as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the same table as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>codes of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the 10 nearest codes have the same label, and are the same on both maps (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map {pane}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} codes are on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the selected codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: cannot be written: {strerror}. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} codes were written to {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} samples, whose images these maps do not show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, on both maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, on this map only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {n:,} codes{both}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoding …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · page {page} of {pages:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {all:,} shown{page} · {parts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{k} nearest agree with the label: {agree}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neighbours in common between the maps: {overlap:.1f} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · of an earlier selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = {n:,} of {of:,}, {whose}; k = {k}{stale}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand: a drag pans; Shift+drag adds by a lasso, Alt+drag removes, Ctrl+drag is a box (H)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso: a drag selects; Shift adds, Alt or Ctrl removes (Q)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box: a drag selects; Shift adds, Alt or Ctrl removes (W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selecting tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is selected: images, numbers, codes (K)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>session</name>
    <message>
        <source>wrote what is no reply ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be started ({errorstring})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inference process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it on a disk or a server that is away?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>handing over this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closing this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the training&apos;s history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoding and decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>searching for the best code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring a layer of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finding neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finding the nearest codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writing the codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing codes at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring a claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asking the judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tracing a path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring a path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking into this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running these networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comparing this model with its manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder cannot be read: reading {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {times} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{doing} made the inference process stop: it {what}{often}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was killed ({code})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended by itself (exit code {code})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took more memory than it may</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>did not answer within {allowed_s:.3g} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{starts} times in a row; it rests until it is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and is started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {process} {what} {end}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the {process} {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tiles</name>
    <message>
        <source>Decoded grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the decoder draws at every place (G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much a small step changes the picture: √det(JᵀJ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder sensitivity, log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance to codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the nearest stored code is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance to the nearest code, log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density of codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many stored codes are around a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density of the prior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where random draws from N(0, I) fall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class of the 15 nearest codes; paler where they disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prior mass where no code is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where random draws fall, but no code is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sensitivity directions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ellipses, long towards the largest change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From z to the code of its picture: short is self-consistent, not yet good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles fixed to the map or to the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class regions, by certainty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prior where no code is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is of the plane of z1 and z2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the prior, a cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inference process gave other numbers than were asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round trip z, x̂, z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latent units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest: {length} pixel units per unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs stored codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs an encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this model has no prior</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>train</name>
    <message>
        <source>Train a model of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command is in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be started: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is trained: it opens in the active map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training failed: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images to train on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digits: 1,797, no download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mnist: 60,000 handwritten digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fashion-mnist: 60,000 articles of clothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kmnist: 60,000 cursive Japanese characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>emnist-letters: 124,800 handwritten letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>emnist-balanced: 112,800 digits and letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>omniglot: 4,840 characters, eight alphabets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear AE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy (Bernoulli)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared error, summed over pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared error at a fixed variance (Gaussian)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is not installed here. In a checkout of the project: {install}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers such as 512, 256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each from 1 to {widest:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{widths} layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {most_layers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number, 0 or more, such as 1 or 0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {pixels}, the values of an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing could be found out about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>aevae-train ended with code {code}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train a model of your own. It goes on while the card is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What one pixel&apos;s error costs: the reconstruction term of the loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An autoencoder of one affine map each way: what PCA finds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A variational one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widths of the encoder&apos;s layers, image side first; the decoder has them reversed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the KL term (1: the plain VAE)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers in a code, the size of z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times that it sees every training image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training images held out for the validation curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of weights, order and noise: the same seed gives the same model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this step; what is there is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on where it was stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a model of what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command that does the same, for a terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the training is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs of before with their last losses (reconstruction + KL); the curve of one is shown beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes of training images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A grid of decodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the images and making the networks…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring, and writing the bundle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after this step…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this step; it can go on later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on without the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It trains to its end, and its model is then in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder of your own pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of your own images: NPZ, NPY, IDX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrays (*.npz *.npy *ubyte *ubyte.gz)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outer folders are the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inner folders are the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not work: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{train:,} images to train on and {test:,} to test, {high} × {wide} {colour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{outer:,} outer and {inner:,} inner folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{classes:,} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{all:,} parameters: encoder {encoder:,}, decoder {decoder:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can go on, or be kept as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was trained yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was stopped. {rest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not work: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is trained, and among your models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is still in training. Stop it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is trained so far is kept either way. A run that goes on is found in the Train card again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {seconds} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {seconds:.0f} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {seconds:.1f} h left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch {epoch}: reconstruction {reconstruction}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL {kl}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of images held out {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and KL {kl}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> nats an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after epoch {epoch:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z{k} from {low:.2g} to {high:.2g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{codes:,} images {when}: their codes, and what is decoded at {where}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {epoch:,} epochs{how}, {figures} nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss, nats an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction and KL together, nats an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, 95 % interval {between}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, along {along}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model here yet. Open Models (M), or train one with aevae-train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the model …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model stores no codes: point anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is it safe?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does the decoder do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; what is beyond has the colour of the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bars} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear variational autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>var {value:.3g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first to second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>towards the third</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA plane: {share} % of the codes&apos; variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plane through {corners}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{i} × {j} of {d}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{i} × {j} of {d}, the others fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{i} × {j} of {d}, the others 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one latent number; rows separate the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prior N(0, I), rings at 1, 2, 3 σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spans the plane of PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no prior: gaps are expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under 0.001</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {total} codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n:,} of {total:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <comment>between two numbers of codes</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… {count} in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an {name}</source>
        <comment>the name begins as 8 does: with a vowel</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample {row:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{distance} away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>{mode} mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{language}: from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: {language}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One map or two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text as large as the system&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard to the next part of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard to the part before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cards, pen and numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The diagnostics are in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A laboratory for the latent spaces of autoencoders. It is free software under the MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inter (the font)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt and PySide6 are used under the LGPL 3.0. They are separate libraries, which you may replace by versions of your own. Their source text: https://code.qt.io, the licence: https://www.gnu.org/licenses/lgpl-3.0.html</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions, screens, models and the last messages, as text: no names, no folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a model may do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory is bounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory is not bounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it opens no file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it may open files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it may use the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it starts no program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it may start programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>processor time is bounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>processor time is not bounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process that runs the networks has not said yet what it has given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process that runs the networks is confined: {holds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not on this system: {lacks}; open only models you trust.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the key of “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move over a map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decode what lives there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>freeze the pointer, or add a way-point in Path mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, wheel or pinch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pan, zoom at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag in the mini-map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>go there, while zoomed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+drag, Alt+drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a lasso adds codes to the selection, or removes them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a box selects codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fit the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a ring of the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move a way-point; Esc puts it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows, Ctrl+arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move the probe, the current way-point; with Shift finely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+click in the legend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only this class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One finger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves the probe; where it stays, it is a click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two fingers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pan and pinch; two taps fit the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class on or off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press a key in this list to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new key. Esc keeps the old one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the mouse and the keys do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys of a single character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turned off, only keys with Ctrl or Alt and named ones such as F1 are heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the default keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every key as it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse and fingers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of “{title}” is {shown_keys} now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys are as they were at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} works buttons, lists and maps. Choose another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} opens the menu {menu}. Choose another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} is the key of “{title}”. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changed keys in the settings are not readable: the keys are as they were at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed keys in the settings that cannot be: {left}, the first of “{short}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type some words of what you want to do; the arrow keys choose, Enter does it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The arrow keys move the probe, with Shift finely; + and − zoom, 0 shows all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent map {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move over a map to decode what lives there; a click freezes the pointer (E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for the pen: draw, and see where each model puts it (D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clicks on a map add way-points; drag one to move it (P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article, claim by claim: predict, then see the picture, the number and the verdict (Shift+A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the active map (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both maps side by side (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark (T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse and keys (?)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of what was dropped, the first {n} were opened, and {left} left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: neither a model&apos;s folder, nor networks, nor a figure that this program has exported, nor a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the window open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
