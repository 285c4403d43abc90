<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>The autoencoder and its loss</source>
        <translation>Der Autoencoder und sein Verlust</translation>
    </message>
    <message>
        <source>Its latent space</source>
        <translation>Sein latenter Raum</translation>
    </message>
    <message>
        <source>Linear autoencoder and PCA</source>
        <translation>Linearer Autoencoder und PCA</translation>
    </message>
    <message>
        <source>The variational autoencoder</source>
        <translation>Der variationelle Autoencoder</translation>
    </message>
    <message>
        <source>The regularised space and random values</source>
        <translation>Der geordnete Raum und Zufallswerte</translation>
    </message>
    <message>
        <source>Data compression</source>
        <translation>Data compression</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>Autoencoder</translation>
    </message>
    <message>
        <source>Latent space visualization</source>
        <translation>Latent space visualization</translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation>Variationeller Autoencoder</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>A code holds an image in fewer bits</source>
        <translation>Ein Code hält ein Bild in weniger Bits</translation>
    </message>
    <message>
        <source>How many times fewer numbers than the image does the code have?</source>
        <translation>Wie viel-mal weniger Zahlen als das Bild hat der Code?</translation>
    </message>
    <message>
        <source>fewer than ten times</source>
        <translation>weniger als zehnmal</translation>
    </message>
    <message>
        <source>ten to a hundred times</source>
        <translation>zehn- bis hundertmal</translation>
    </message>
    <message>
        <source>more than a hundred times</source>
        <translation>mehr als hundertmal</translation>
    </message>
    <message>
        <source>Numbers and bits of an image, 8 a pixel, beside those of its code, 32 a number; and with how few bits a number it still keeps more than PCA.</source>
        <translation>Zahlen und Bits eines Bildes, 8 je Pixel, neben denen seines Codes, 32 je Zahl; und mit wie wenigen Bits je Zahl er noch mehr behält als PCA.</translation>
    </message>
    <message>
        <source>A code needs fewer bits</source>
        <translation>Ein Code braucht weniger Bits</translation>
    </message>
    <message>
        <source>How many bits does a code need?</source>
        <translation>Wie viele Bits braucht ein Code?</translation>
    </message>
    <message>
        <source>an image</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>its code</source>
        <translation>sein Code</translation>
    </message>
    <message>
        <source>Fewer numbers keep less of the image</source>
        <translation>Weniger Zahlen behalten weniger vom Bild</translation>
    </message>
    <message>
        <source>A code of 2 numbers is made one of 4. What happens to the error?</source>
        <translation>Ein Code aus 2 Zahlen wird einer aus 4. Was geschieht mit dem Fehler?</translation>
    </message>
    <message>
        <source>it stays</source>
        <translation>er bleibt</translation>
    </message>
    <message>
        <source>it falls by about a third</source>
        <translation>er fällt um etwa ein Drittel</translation>
    </message>
    <message>
        <source>it falls to nearly nothing</source>
        <translation>er fällt auf fast nichts</translation>
    </message>
    <message>
        <source>reconstruction</source>
        <translation>Rekonstruktion</translation>
    </message>
    <message>
        <source>Mean squared error per pixel of test images along each series of models that differ in the size of the code.</source>
        <translation>Mittlerer quadratischer Fehler je Pixel der Testbilder entlang jeder Reihe von Modellen, die sich in der Größe des Codes unterscheiden.</translation>
    </message>
    <message>
        <source>Fewer numbers keep less</source>
        <translation>Weniger Zahlen behalten weniger</translation>
    </message>
    <message>
        <source>What do fewer numbers cost?</source>
        <translation>Was kosten weniger Zahlen?</translation>
    </message>
    <message>
        <source>numbers in a code</source>
        <translation>Zahlen im Code</translation>
    </message>
    <message>
        <source>squared error</source>
        <translation>quadratischer Fehler</translation>
    </message>
    <message>
        <source>Fewer numbers help against over-fitting</source>
        <translation>Weniger Zahlen helfen gegen Überanpassung</translation>
    </message>
    <message>
        <source>A classifier learns from 100 codes. Which codes mislead it more, those with few numbers or those with many?</source>
        <translation>Ein Klassifikator lernt aus 100 Codes. Welche Codes täuschen ihn mehr, die mit wenigen oder die mit vielen Zahlen?</translation>
    </message>
    <message>
        <source>few</source>
        <translation>wenige</translation>
    </message>
    <message>
        <source>many</source>
        <translation>viele</translation>
    </message>
    <message>
        <source>both alike</source>
        <translation>beide gleich</translation>
    </message>
    <message>
        <source>A linear classifier is taught by 100 codes; what it gets right on these, less what it gets right on new ones.</source>
        <translation>Ein linearer Klassifikator lernt 100 Codes; was er davon richtig hat, weniger dem, was er bei neuen richtig hat.</translation>
    </message>
    <message>
        <source>Fewer numbers over-fit less</source>
        <translation>Weniger Zahlen passen sich weniger über an</translation>
    </message>
    <message>
        <source>Which codes over-fit?</source>
        <translation>Welche Codes passen sich über an?</translation>
    </message>
    <message>
        <source>lost on new codes</source>
        <translation>verloren bei neuen Codes</translation>
    </message>
    <message>
        <source>An encoder goes down to a few numbers, a decoder comes back</source>
        <translation>Ein Encoder geht hinab zu wenigen Zahlen, ein Decoder kommt zurück</translation>
    </message>
    <message>
        <source>Where in the network are the fewest numbers?</source>
        <translation>Wo im Netz sind die wenigsten Zahlen?</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>am Anfang</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>in der Mitte</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>am Ende</translation>
    </message>
    <message>
        <source>The sizes of the layers, read from the files of encoder and decoder.</source>
        <translation>Die Größen der Schichten, aus den Dateien von Encoder und Decoder gelesen.</translation>
    </message>
    <message>
        <source>Down to a few numbers, and back</source>
        <translation>Hinab zu wenigen Zahlen und zurück</translation>
    </message>
    <message>
        <source>Where are the fewest numbers?</source>
        <translation>Wo sind die wenigsten Zahlen?</translation>
    </message>
    <message>
        <source>How many layers, how wide, how small a code: that is yours to choose</source>
        <translation>Wie viele Schichten, wie breit, wie klein ein Code: das wählst du</translation>
    </message>
    <message>
        <source>Must the decoder be the encoder in reverse?</source>
        <translation>Muss der Decoder der umgekehrte Encoder sein?</translation>
    </message>
    <message>
        <source>yes, or it could not undo it</source>
        <translation>ja, sonst könnte er ihn nicht umkehren</translation>
    </message>
    <message>
        <source>no, but it often is</source>
        <translation>nein, aber er ist es oft</translation>
    </message>
    <message>
        <source>The sizes of the layers of encoder and decoder, and the models of the library that differ in them.</source>
        <translation>Die Größen der Schichten von Encoder und Decoder und die Modelle der Bibliothek, die sich darin unterscheiden.</translation>
    </message>
    <message>
        <source>Layers and sizes are yours</source>
        <translation>Schichten und Größen wählst du</translation>
    </message>
    <message>
        <source>What is yours to choose?</source>
        <translation>Was wählst du selbst?</translation>
    </message>
    <message>
        <source>It learns to give back the image that came in</source>
        <translation>Er lernt, das Bild zurückzugeben, das hineinkam</translation>
    </message>
    <message>
        <source>The autoencoder gives back a digit that it has never seen. Can one still read it?</source>
        <translation>Der Autoencoder gibt eine Ziffer zurück, die er nie gesehen hat. Kann man sie noch lesen?</translation>
    </message>
    <message>
        <source>nearly always</source>
        <translation>fast immer</translation>
    </message>
    <message>
        <source>mostly</source>
        <translation>meistens</translation>
    </message>
    <message>
        <source>rarely</source>
        <translation>selten</translation>
    </message>
    <message>
        <source>The mean squared error of test images, and how often an independent judge reads the right class off what comes out.</source>
        <translation>Der mittlere quadratische Fehler der Testbilder und wie oft ein unabhängiger Prüfer die richtige Klasse abliest.</translation>
    </message>
    <message>
        <source>It learns to give back its input</source>
        <translation>Er lernt, seine Eingabe zurückzugeben</translation>
    </message>
    <message>
        <source>Does what went in come out?</source>
        <translation>Kommt heraus, was hineinging?</translation>
    </message>
    <message>
        <source>class is read</source>
        <translation>Klasse wird erkannt</translation>
    </message>
    <message>
        <source>Nothing shapes an autoencoder&apos;s codes</source>
        <translation>Nichts formt die Codes eines Autoencoders</translation>
    </message>
    <message>
        <source>Whose codes lie more like draws from N(0, I)?</source>
        <translation>Wessen Codes liegen mehr wie Ziehungen aus N(0, I)?</translation>
    </message>
    <message>
        <source>the autoencoder&apos;s</source>
        <translation>die des Autoencoders</translation>
    </message>
    <message>
        <source>the VAE&apos;s</source>
        <translation>die des VAE</translation>
    </message>
    <message>
        <source>How far a Gaussian that is fitted to the codes is from N(0, I), in nats, beside what chance alone would give.</source>
        <translation>Wie weit eine an die Codes angepasste Gaußverteilung von N(0, I) ist, in Nats, neben dem, was der Zufall allein gäbe.</translation>
    </message>
    <message>
        <source>Nothing shapes its codes</source>
        <translation>Nichts formt seine Codes</translation>
    </message>
    <message>
        <source>What shapes an AE&apos;s codes?</source>
        <translation>Was formt die Codes eines AE?</translation>
    </message>
    <message>
        <source>KL to N(0, I)</source>
        <translation>KL zu N(0, I)</translation>
    </message>
    <message>
        <source>by chance</source>
        <translation>durch Zufall</translation>
    </message>
    <message>
        <source>The same digits lie together</source>
        <translation>Gleiche Ziffern liegen beisammen</translation>
    </message>
    <message>
        <source>Of the ten codes nearest to a code, how many are of the same class?</source>
        <translation>Wie viele der zehn nächsten Codes eines Codes sind von derselben Klasse?</translation>
    </message>
    <message>
        <source>one or two</source>
        <translation>einer oder zwei</translation>
    </message>
    <message>
        <source>about half</source>
        <translation>etwa die Hälfte</translation>
    </message>
    <message>
        <source>nearly all</source>
        <translation>fast alle</translation>
    </message>
    <message>
        <source>The share of the nearest codes, in the whole latent space, whose class is that of the code itself.</source>
        <translation>Der Anteil der nächsten Codes, im ganzen latenten Raum, deren Klasse die des Codes selbst ist.</translation>
    </message>
    <message>
        <source>What lies beside a code?</source>
        <translation>Was liegt neben einem Code?</translation>
    </message>
    <message>
        <source>of the same class</source>
        <translation>von derselben Klasse</translation>
    </message>
    <message>
        <source>Parts of its space belong to no data</source>
        <translation>Teile seines Raums gehören zu keinen Daten</translation>
    </message>
    <message>
        <source>Of the places where one would draw a code, how many lie far from every stored one?</source>
        <translation>Wie viele der Stellen, an denen man einen Code ziehen würde, liegen fern von jedem gespeicherten?</translation>
    </message>
    <message>
        <source>hardly any</source>
        <translation>kaum welche</translation>
    </message>
    <message>
        <source>one in ten</source>
        <translation>eine von zehn</translation>
    </message>
    <message>
        <source>one in four or more</source>
        <translation>eine von vier oder mehr</translation>
    </message>
    <message>
        <source>Draws from a Gaussian fitted to the codes: the share that fall where no code is, on the map or, with more than two numbers, farther from every code than nearly all new codes are; beside it the same of codes without gaps.</source>
        <translation>Ziehungen aus einer an die Codes angepassten Gaußverteilung: der Anteil, der dorthin fällt, wo kein Code ist, auf der Karte oder, bei mehr als zwei Zahlen, weiter von jedem Code als fast alle neuen Codes; daneben dasselbe für Codes ohne Lücken.</translation>
    </message>
    <message>
        <source>Parts belong to no data</source>
        <translation>Teile gehören zu keinen Daten</translation>
    </message>
    <message>
        <source>Is there data everywhere?</source>
        <translation>Sind überall Daten?</translation>
    </message>
    <message>
        <source>where no code is</source>
        <translation>wo kein Code ist</translation>
    </message>
    <message>
        <source>far from every code</source>
        <translation>fern von jedem Code</translation>
    </message>
    <message>
        <source>Inside a cluster lie variations of its digit</source>
        <translation>In einer Gruppe liegen Varianten ihrer Ziffer</translation>
    </message>
    <message>
        <source>A code is drawn in the middle of the 3s. What does it decode to?</source>
        <translation>Ein Code wird mitten unter den Dreien gezogen. Was wird daraus dekodiert?</translation>
    </message>
    <message>
        <source>always the same 3</source>
        <translation>immer dieselbe 3</translation>
    </message>
    <message>
        <source>other 3s</source>
        <translation>andere Dreien</translation>
    </message>
    <message>
        <source>any digit</source>
        <translation>irgendeine Ziffer</translation>
    </message>
    <message>
        <source>Codes half-way between two neighbours of one class are decoded, and an independent judge says what it sees.</source>
        <translation>Codes halbwegs zwischen zwei Nachbarn einer Klasse werden dekodiert, und ein unabhängiger Prüfer sagt, was er sieht.</translation>
    </message>
    <message>
        <source>Inside a cluster: its digit</source>
        <translation>In einer Gruppe: ihre Ziffer</translation>
    </message>
    <message>
        <source>What lies inside a cluster?</source>
        <translation>Was liegt in einer Gruppe?</translation>
    </message>
    <message>
        <source>between two of a class</source>
        <translation>zwischen zwei einer Klasse</translation>
    </message>
    <message>
        <source>at the codes</source>
        <translation>bei den Codes</translation>
    </message>
    <message>
        <source>A random value gives garbage in an autoencoder, and a digit in a VAE</source>
        <translation>Ein Zufallswert gibt im Autoencoder Unsinn und im VAE eine Ziffer</translation>
    </message>
    <message>
        <source>A code is drawn at random in each model. Who makes a digit of it?</source>
        <translation>In jedem Modell wird ein Code zufällig gezogen. Wer macht eine Ziffer daraus?</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>only the VAE</source>
        <translation>nur der VAE</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Random codes are decoded, of the autoencoder from a Gaussian fitted to its own codes, which is a fair chance, of the VAE from N(0, I). The share that an independent judge calls no digit, less the share for the model&apos;s own reconstructions.</source>
        <translation>Zufallscodes werden dekodiert, beim Autoencoder aus einer an seine Codes angepassten Gaußverteilung, was fair ist, beim VAE aus N(0, I). Der Anteil, den ein unabhängiger Prüfer keine Ziffer nennt, weniger dem Anteil bei den eigenen Rekonstruktionen.</translation>
    </message>
    <message>
        <source>A random value gives garbage</source>
        <translation>Ein Zufallswert gibt Unsinn</translation>
    </message>
    <message>
        <source>What does a random code give?</source>
        <translation>Was gibt ein Zufallscode?</translation>
    </message>
    <message>
        <source>own reconstructions</source>
        <translation>eigene Rekonstruktionen</translation>
    </message>
    <message>
        <source>random codes</source>
        <translation>zufällige Codes</translation>
    </message>
    <message>
        <source>Without the data one cannot tell valid codes from others</source>
        <translation>Ohne die Daten kann man gültige Codes nicht von anderen unterscheiden</translation>
    </message>
    <message>
        <source>Somebody has the decoder but no images and no codes. Can they tell which codes decode to digits?</source>
        <translation>Jemand hat den Decoder, aber keine Bilder und keine Codes. Kann er sagen, welche Codes Ziffern ergeben?</translation>
    </message>
    <message>
        <source>yes, easily</source>
        <translation>ja, leicht</translation>
    </message>
    <message>
        <source>a little better than by guessing</source>
        <translation>etwas besser als durch Raten</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>How often measures that need no data rank a code that decodes to a digit before one that does not (AUC).</source>
        <translation>Wie oft Maße, die keine Daten brauchen, einen Code, der eine Ziffer ergibt, vor einen setzen, der keine ergibt (AUC).</translation>
    </message>
    <message>
        <source>Without the data one cannot tell</source>
        <translation>Ohne die Daten kann man es nicht sagen</translation>
    </message>
    <message>
        <source>Who can tell a valid code?</source>
        <translation>Wer erkennt einen gültigen Code?</translation>
    </message>
    <message>
        <source>how unlikely</source>
        <translation>wie unwahrscheinlich</translation>
    </message>
    <message>
        <source>code, there and back</source>
        <translation>Code, hin und zurück</translation>
    </message>
    <message>
        <source>image, there and back</source>
        <translation>Bild, hin und zurück</translation>
    </message>
    <message>
        <source>with the data</source>
        <translation>mit den Daten</translation>
    </message>
    <message>
        <source>So an autoencoder is for compression, not for making new images</source>
        <translation>Also ist ein Autoencoder zum Komprimieren, nicht um neue Bilder zu machen</translation>
    </message>
    <message>
        <source>We fit a fine density to the autoencoder&apos;s codes and draw from that. Does it now make digits?</source>
        <translation>Wir passen den Codes des Autoencoders eine feine Dichte an und ziehen daraus. Macht er nun Ziffern?</translation>
    </message>
    <message>
        <source>still garbage</source>
        <translation>noch immer Unsinn</translation>
    </message>
    <message>
        <source>as well as the VAE</source>
        <translation>so gut wie der VAE</translation>
    </message>
    <message>
        <source>Codes drawn from a kernel density of the autoencoder&apos;s own codes, beside the VAE&apos;s from N(0, I); the judge as before.</source>
        <translation>Codes aus einer Kerndichte der eigenen Codes des Autoencoders, neben denen des VAE aus N(0, I); der Prüfer wie zuvor.</translation>
    </message>
    <message>
        <source>So it is for compression</source>
        <translation>Also ist er zum Komprimieren</translation>
    </message>
    <message>
        <source>What is an autoencoder good for?</source>
        <translation>Wozu taugt ein Autoencoder?</translation>
    </message>
    <message>
        <source>one Gaussian</source>
        <translation>eine Gaußverteilung</translation>
    </message>
    <message>
        <source>ten Gaussians</source>
        <translation>zehn Gaußverteilungen</translation>
    </message>
    <message>
        <source>kernel density</source>
        <translation>Kerndichte</translation>
    </message>
    <message>
        <source>A linear autoencoder spans the space of PCA</source>
        <translation>Ein linearer Autoencoder spannt den Raum der PCA auf</translation>
    </message>
    <message>
        <source>A linear autoencoder is trained by many small steps, PCA is solved at once. How do their errors compare?</source>
        <translation>Ein linearer Autoencoder wird in vielen kleinen Schritten trainiert, PCA auf einmal gelöst. Wie verhalten sich ihre Fehler?</translation>
    </message>
    <message>
        <source>they are the same</source>
        <translation>sie sind gleich</translation>
    </message>
    <message>
        <source>PCA&apos;s is less</source>
        <translation>der von PCA ist kleiner</translation>
    </message>
    <message>
        <source>the autoencoder&apos;s is less</source>
        <translation>der des Autoencoders ist kleiner</translation>
    </message>
    <message>
        <source>The squared error of the linear autoencoder and of PCA with as many numbers, image by image; with original images also the angle between the decoder&apos;s plane and PCA&apos;s.</source>
        <translation>Der quadratische Fehler des linearen Autoencoders und der PCA mit gleich vielen Zahlen, Bild für Bild; mit Originalbildern auch der Winkel zwischen der Ebene des Decoders und der von PCA.</translation>
    </message>
    <message>
        <source>A linear one finds PCA</source>
        <translation>Ein linearer findet PCA</translation>
    </message>
    <message>
        <source>What does a linear AE find?</source>
        <translation>Was findet ein linearer AE?</translation>
    </message>
    <message>
        <source>angle</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>Networks that are not linear keep more with fewer numbers</source>
        <translation>Nicht lineare Netze behalten mehr mit weniger Zahlen</translation>
    </message>
    <message>
        <source>PCA has as many numbers as this autoencoder&apos;s code. How large is the autoencoder&apos;s error beside PCA&apos;s?</source>
        <translation>PCA hat so viele Zahlen wie der Code dieses Autoencoders. Wie groß ist sein Fehler neben dem von PCA?</translation>
    </message>
    <message>
        <source>as large</source>
        <translation>gleich groß</translation>
    </message>
    <message>
        <source>less than a third</source>
        <translation>weniger als ein Drittel</translation>
    </message>
    <message>
        <source>The squared error of test images, beside that of PCA of the same images with as many numbers.</source>
        <translation>Der quadratische Fehler der Testbilder, neben dem der PCA derselben Bilder mit gleich vielen Zahlen.</translation>
    </message>
    <message>
        <source>Non-linear keeps more</source>
        <translation>Nicht lineare behalten mehr</translation>
    </message>
    <message>
        <source>What do non-linear layers add?</source>
        <translation>Was bringen nicht lineare Schichten?</translation>
    </message>
    <message>
        <source>A VAE&apos;s encoder gives a mean and a deviation</source>
        <translation>Der Encoder eines VAE gibt Mittelwert und Abweichung</translation>
    </message>
    <message>
        <source>How much of the way the VAE&apos;s codes spread comes from the deviation?</source>
        <translation>Wie viel der Streuung der Codes des VAE kommt von der Abweichung?</translation>
    </message>
    <message>
        <source>nearly nothing</source>
        <translation>fast nichts</translation>
    </message>
    <message>
        <source>The share of the variance of z that sigma brings in, over all stored codes.</source>
        <translation>Der Anteil der Varianz von z, den Sigma bringt, über alle gespeicherten Codes.</translation>
    </message>
    <message>
        <source>It encodes a mean and a deviation</source>
        <translation>Er kodiert Mittelwert und Abweichung</translation>
    </message>
    <message>
        <source>What does a VAE&apos;s encoder give?</source>
        <translation>Was gibt der Encoder eines VAE?</translation>
    </message>
    <message>
        <source>share of sigma</source>
        <translation>Anteil von Sigma</translation>
    </message>
    <message>
        <source>The same image twice: the autoencoder repeats itself, the VAE varies</source>
        <translation>Dasselbe Bild zweimal: der Autoencoder wiederholt sich, der VAE schwankt</translation>
    </message>
    <message>
        <source>A digit is encoded and decoded 64 times. How much do the results differ?</source>
        <translation>Eine Ziffer wird 64-mal kodiert und dekodiert. Wie sehr unterscheiden sich die Ergebnisse?</translation>
    </message>
    <message>
        <source>in neither model</source>
        <translation>in keinem Modell</translation>
    </message>
    <message>
        <source>only in the VAE</source>
        <translation>nur im VAE</translation>
    </message>
    <message>
        <source>in both</source>
        <translation>in beiden</translation>
    </message>
    <message>
        <source>z = mu + sigma × epsilon is drawn 64 times for an image and decoded; the variance per pixel.</source>
        <translation>z = mu + sigma × epsilon wird für ein Bild 64-mal gezogen und dekodiert; die Varianz je Pixel.</translation>
    </message>
    <message>
        <source>One repeats itself, one varies</source>
        <translation>Einer wiederholt sich, einer schwankt</translation>
    </message>
    <message>
        <source>One image twice: the same code?</source>
        <translation>Ein Bild zweimal: derselbe Code?</translation>
    </message>
    <message>
        <source>of 64 images</source>
        <translation>von 64 Bildern</translation>
    </message>
    <message>
        <source>Chance stands in the way of learning; z = mu + sigma × epsilon leads around it</source>
        <translation>Der Zufall steht dem Lernen im Weg; z = mu + sigma × epsilon führt um ihn herum</translation>
    </message>
    <message>
        <source>Without that formula, could one still learn the encoder?</source>
        <translation>Könnte man den Encoder ohne diese Formel noch lernen?</translation>
    </message>
    <message>
        <source>no, never</source>
        <translation>nein, nie</translation>
    </message>
    <message>
        <source>yes, but with much noisier steps</source>
        <translation>ja, aber mit viel verrauschteren Schritten</translation>
    </message>
    <message>
        <source>yes, just as well</source>
        <translation>ja, genauso gut</translation>
    </message>
    <message>
        <source>The variance of two estimates of the same gradient: through the score function, with and without a baseline, and through the formula.</source>
        <translation>Die Varianz zweier Schätzungen desselben Gradienten: durch die Score-Funktion, mit und ohne Grundlinie, und durch die Formel.</translation>
    </message>
    <message>
        <source>z = mu + sigma × epsilon</source>
        <translation>z = mu + sigma × epsilon</translation>
    </message>
    <message>
        <source>How does one learn past chance?</source>
        <translation>Wie lernt man am Zufall vorbei?</translation>
    </message>
    <message>
        <source>without a baseline</source>
        <translation>ohne Grundlinie</translation>
    </message>
    <message>
        <source>with one</source>
        <translation>mit einer</translation>
    </message>
    <message>
        <source>Training balances two losses</source>
        <translation>Das Training gleicht zwei Verluste aus</translation>
    </message>
    <message>
        <source>The KL term is made to weigh more. What happens to the reconstructions?</source>
        <translation>Der KL-Term bekommt mehr Gewicht. Was geschieht mit den Rekonstruktionen?</translation>
    </message>
    <message>
        <source>they get better</source>
        <translation>sie werden besser</translation>
    </message>
    <message>
        <source>they stay</source>
        <translation>sie bleiben</translation>
    </message>
    <message>
        <source>they get worse</source>
        <translation>sie werden schlechter</translation>
    </message>
    <message>
        <source>Reconstruction loss and KL, in nats an image, along models that differ in beta alone.</source>
        <translation>Rekonstruktionsverlust und KL, in Nats je Bild, entlang von Modellen, die sich nur in Beta unterscheiden.</translation>
    </message>
    <message>
        <source>Two losses in balance</source>
        <translation>Zwei Verluste im Gleichgewicht</translation>
    </message>
    <message>
        <source>What do two losses do together?</source>
        <translation>Was tun zwei Verluste zusammen?</translation>
    </message>
    <message>
        <source>beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>nats an image</source>
        <translation>Nats je Bild</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>The VAE&apos;s reconstruction loss is the squared error</source>
        <translation>Der Rekonstruktionsverlust des VAE ist der quadratische Fehler</translation>
    </message>
    <message>
        <source>Was the VAE that is open trained with the squared error?</source>
        <translation>Wurde der offene VAE mit dem quadratischen Fehler trainiert?</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>What the bundle says of its training.</source>
        <translation>Was das Bündel über sein Training sagt.</translation>
    </message>
    <message>
        <source>The loss is the squared error</source>
        <translation>Der Verlust ist der quadratische Fehler</translation>
    </message>
    <message>
        <source>Which loss has this VAE?</source>
        <translation>Welchen Verlust hat dieser VAE?</translation>
    </message>
    <message>
        <source>A second loss makes the VAE&apos;s codes look like N(0, I)</source>
        <translation>Ein zweiter Verlust lässt die Codes des VAE wie N(0, I) aussehen</translation>
    </message>
    <message>
        <source>Could a classifier tell the VAE&apos;s codes from draws from N(0, I)?</source>
        <translation>Könnte ein Klassifikator die Codes des VAE von Ziehungen aus N(0, I) unterscheiden?</translation>
    </message>
    <message>
        <source>a little</source>
        <translation>ein wenig</translation>
    </message>
    <message>
        <source>easily</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>The KL of a Gaussian fitted to the codes, and how often a classifier tells codes from draws from N(0, I), beside what it does between two sets of such draws.</source>
        <translation>Die KL einer an die Codes angepassten Gaußverteilung und wie oft ein Klassifikator Codes von Ziehungen aus N(0, I) unterscheidet, neben dem, was er zwischen zwei Mengen solcher Ziehungen schafft.</translation>
    </message>
    <message>
        <source>Its codes look like N(0, I)</source>
        <translation>Seine Codes sehen wie N(0, I) aus</translation>
    </message>
    <message>
        <source>What do a VAE&apos;s codes look like?</source>
        <translation>Wie sehen die Codes eines VAE aus?</translation>
    </message>
    <message>
        <source>told apart</source>
        <translation>unterschieden</translation>
    </message>
    <message>
        <source>The VAE&apos;s space has no large gaps</source>
        <translation>Der Raum des VAE hat keine großen Lücken</translation>
    </message>
    <message>
        <source>Of the draws from its prior, how many lie far from every code of the VAE?</source>
        <translation>Wie viele der Ziehungen aus seinem Prior liegen fern von jedem Code des VAE?</translation>
    </message>
    <message>
        <source>no more than chance explains</source>
        <translation>nicht mehr, als der Zufall erklärt</translation>
    </message>
    <message>
        <source>some more</source>
        <translation>einige mehr</translation>
    </message>
    <message>
        <source>as many as in the autoencoder</source>
        <translation>so viele wie im Autoencoder</translation>
    </message>
    <message>
        <source>As for the autoencoder: prior mass far from every code, beside the same for codes without gaps.</source>
        <translation>Wie beim Autoencoder: Masse des Priors fern von jedem Code, daneben dasselbe für Codes ohne Lücken.</translation>
    </message>
    <message>
        <source>No large gaps</source>
        <translation>Keine großen Lücken</translation>
    </message>
    <message>
        <source>Does a VAE&apos;s space have gaps?</source>
        <translation>Hat der Raum eines VAE Lücken?</translation>
    </message>
    <message>
        <source>In a VAE the clusters overlap</source>
        <translation>In einem VAE überlappen die Gruppen</translation>
    </message>
    <message>
        <source>In which model are the classes near a code more mixed?</source>
        <translation>In welchem Modell sind die Klassen um einen Code mehr gemischt?</translation>
    </message>
    <message>
        <source>the autoencoder</source>
        <translation>der Autoencoder</translation>
    </message>
    <message>
        <source>the VAE</source>
        <translation>der VAE</translation>
    </message>
    <message>
        <source>The entropy of the classes among the codes nearest to a code, in nats; 0 where all are of one class.</source>
        <translation>Die Entropie der Klassen unter den nächsten Codes eines Codes, in Nats; 0, wo alle von einer Klasse sind.</translation>
    </message>
    <message>
        <source>The clusters overlap</source>
        <translation>Die Gruppen überlappen</translation>
    </message>
    <message>
        <source>How do a VAE&apos;s clusters lie?</source>
        <translation>Wie liegen die Gruppen eines VAE?</translation>
    </message>
    <message>
        <source>mixed by</source>
        <translation>gemischt um</translation>
    </message>
    <message>
        <source>Between two clusters the VAE makes mixtures of both</source>
        <translation>Zwischen zwei Gruppen macht der VAE Mischungen aus beiden</translation>
    </message>
    <message>
        <source>A code half-way between the 4s and the 9s: what does it decode to?</source>
        <translation>Ein Code halbwegs zwischen den Vieren und den Neunen: was wird daraus dekodiert?</translation>
    </message>
    <message>
        <source>a 4, a 9, or something of both</source>
        <translation>eine 4, eine 9 oder etwas von beiden</translation>
    </message>
    <message>
        <source>another digit</source>
        <translation>eine andere Ziffer</translation>
    </message>
    <message>
        <source>no digit at all</source>
        <translation>gar keine Ziffer</translation>
    </message>
    <message>
        <source>Codes half-way from a code to the nearest one of another class; what an independent judge sees in them.</source>
        <translation>Codes halbwegs zum nächsten einer anderen Klasse; was ein unabhängiger Prüfer darin sieht.</translation>
    </message>
    <message>
        <source>Between clusters: mixtures</source>
        <translation>Zwischen Gruppen: Mischungen</translation>
    </message>
    <message>
        <source>What lies between two clusters?</source>
        <translation>Was liegt zwischen zwei Gruppen?</translation>
    </message>
    <message>
        <source>both are likeliest</source>
        <translation>beide sind am wahrscheinlichsten</translation>
    </message>
    <message>
        <source>one of them</source>
        <translation>eine von ihnen</translation>
    </message>
    <message>
        <source>no digit</source>
        <translation>keine Ziffer</translation>
    </message>
    <message>
        <source>The VAE&apos;s transitions are smooth, the autoencoder&apos;s are not</source>
        <translation>Die Übergänge des VAE sind glatt, die des Autoencoders nicht</translation>
    </message>
    <message>
        <source>Along a line through the space, in which model does the picture jump?</source>
        <translation>In welchem Modell springt das Bild entlang einer Linie durch den Raum?</translation>
    </message>
    <message>
        <source>Lines between stored codes in small steps: the largest change of the picture as a multiple of the mean one, and the share of pictures on the way that the judge calls digits.</source>
        <translation>Linien zwischen gespeicherten Codes in kleinen Schritten: die größte Änderung des Bildes als Vielfaches der mittleren und der Anteil der Bilder unterwegs, die der Prüfer Ziffern nennt.</translation>
    </message>
    <message>
        <source>Smooth transitions</source>
        <translation>Glatte Übergänge</translation>
    </message>
    <message>
        <source>Where does the picture jump?</source>
        <translation>Wo springt das Bild?</translation>
    </message>
    <message>
        <source>largest step</source>
        <translation>größter Schritt</translation>
    </message>
    <message>
        <source>digits on the way</source>
        <translation>Ziffern unterwegs</translation>
    </message>
    <message>
        <source>A random value gives something meaningful in a VAE</source>
        <translation>Ein Zufallswert gibt in einem VAE etwas Sinnvolles</translation>
    </message>
    <message>
        <source>Of a hundred codes drawn from N(0, I), how many does the VAE make digits of?</source>
        <translation>Aus wie vielen von hundert Codes aus N(0, I) macht der VAE Ziffern?</translation>
    </message>
    <message>
        <source>fewer than half</source>
        <translation>weniger als der Hälfte</translation>
    </message>
    <message>
        <source>most</source>
        <translation>den meisten</translation>
    </message>
    <message>
        <source>Codes drawn from N(0, I) are decoded; the share that the judge calls no digit, beside the same for the VAE&apos;s own reconstructions.</source>
        <translation>Codes aus N(0, I) werden dekodiert; der Anteil, den der Prüfer keine Ziffer nennt, neben dem bei den eigenen Rekonstruktionen des VAE.</translation>
    </message>
    <message>
        <source>A random value gives a digit</source>
        <translation>Ein Zufallswert gibt eine Ziffer</translation>
    </message>
    <message>
        <source>What does a VAE make of N(0, I)?</source>
        <translation>Was macht ein VAE aus N(0, I)?</translation>
    </message>
    <message>
        <source>A digit</source>
        <translation>Eine Ziffer</translation>
    </message>
    <message>
        <source>Draw one, or move over a map. Each model squeezes it and draws it again.</source>
        <translation>Zeichne eine oder geh über eine Karte. Jedes Modell presst sie zusammen und zeichnet sie wieder.</translation>
    </message>
    <message>
        <source>Its code</source>
        <translation>Ihr Code</translation>
    </message>
    <message>
        <source>What is left in the middle is its code, a place on the map. How small is it?</source>
        <translation>Was in der Mitte bleibt, ist ihr Code, eine Stelle auf der Karte. Wie klein ist er?</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Move where there are no dots in the left map. What does the decoder draw there?</source>
        <translation>Geh in der linken Karte dorthin, wo keine Punkte sind. Was zeichnet der Decoder dort?</translation>
    </message>
    <message>
        <source>Random codes</source>
        <translation>Zufällige Codes</translation>
    </message>
    <message>
        <source>Now a hundred codes by chance. Say who makes digits of them, then look.</source>
        <translation>Nun hundert Codes durch Zufall. Sag, wer Ziffern daraus macht, dann sieh nach.</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>Ringe</translation>
    </message>
    <message>
        <source>The rings are 1, 2 and 3 sigma of N(0, I), which the VAE&apos;s codes should look like.</source>
        <translation>Die Ringe sind 1, 2 und 3 Sigma von N(0, I), wie die Codes des VAE aussehen sollen.</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>The VAE draws its code: z = mu + sigma × epsilon. Encode one image 64 times.</source>
        <translation>Der VAE zieht seinen Code: z = mu + sigma × epsilon. Kodiere ein Bild 64-mal.</translation>
    </message>
    <message>
        <source>A morph</source>
        <translation>Ein Übergang</translation>
    </message>
    <message>
        <source>Go slowly from one cluster of the right map to the next one. What stands between?</source>
        <translation>Geh langsam von einer Gruppe der rechten Karte zur nächsten. Was steht dazwischen?</translation>
    </message>
    <message>
        <source>The summary</source>
        <translation>Die Zusammenfassung</translation>
    </message>
    <message>
        <source>The article&apos;s last table, with the figures of the models that are open.</source>
        <translation>Die letzte Tabelle des Artikels, mit den Zahlen der offenen Modelle.</translation>
    </message>
    <message>
        <source>{pixels:.0f} numbers become {d:.0f}; {image} bits of an image, {code} of a code</source>
        <translation>{pixels:.0f} Zahlen werden {d:.0f}; {image} Bits eines Bildes, {code} eines Codes</translation>
    </message>
    <message>
        <source>; rounded to {n} bits a number it keeps less than PCA unrounded</source>
        <translation>; auf {n} Bits je Zahl gerundet behält er weniger als PCA ungerundet</translation>
    </message>
    <message>
        <source>; rounded to {enough} bits a number it still keeps more than PCA unrounded</source>
        <translation>; auf {enough} Bits je Zahl gerundet behält er noch mehr als PCA ungerundet</translation>
    </message>
    <message>
        <source>From {last:.0f} numbers down to {first:.0f}, the AE&apos;s error goes from {before} to {after}; {certain} of {steps} steps down lose for certain</source>
        <translation>Von {last:.0f} Zahlen hinab zu {first:.0f} geht der Fehler des AE von {before} auf {after}; {certain} von {steps} Schritten hinab verlieren sicher</translation>
    </message>
    <message>
        <source>A classifier taught by 100 codes loses {lost} on new codes of {few:.0f} numbers, {most} on those of {many:.0f}</source>
        <translation>Ein mit 100 Codes gelehrter Klassifikator verliert {lost} bei neuen Codes aus {few:.0f} Zahlen, {most} bei denen aus {many:.0f}</translation>
    </message>
    <message>
        <source>A classifier taught by 100 codes loses {lost} on new codes of 1 number, {most} on those of {many:.0f}</source>
        <translation>Ein mit 100 Codes gelehrter Klassifikator verliert {lost} bei neuen Codes aus 1 Zahl, {most} bei denen aus {many:.0f}</translation>
    </message>
    <message>
        <source>{pixels:.0f} numbers in, {d:.0f} in the middle, {pixels:.0f} out again, by {layers:.0f} layers of weights</source>
        <translation>{pixels:.0f} Zahlen hinein, {d:.0f} in der Mitte, {pixels:.0f} wieder heraus, durch {layers:.0f} Schichten von Gewichten</translation>
    </message>
    <message>
        <source>The library has autoencoders of these images with codes of {sizes} numbers; </source>
        <translation>Die Bibliothek hat Autoencoder dieser Bilder mit Codes aus {sizes} Zahlen; </translation>
    </message>
    <message>
        <source>this one&apos;s decoder has the encoder&apos;s layers in reverse</source>
        <translation>der Decoder hier hat die Schichten des Encoders umgekehrt</translation>
    </message>
    <message>
        <source>this one&apos;s decoder is not the encoder in reverse</source>
        <translation>der Decoder hier ist nicht der umgekehrte Encoder</translation>
    </message>
    <message>
        <source>, and {more:.0f} more</source>
        <translation>, und {more:.0f} mehr</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first} und {last}</translation>
    </message>
    <message>
        <source>mean squared error {error}; </source>
        <translation>mittlerer quadratischer Fehler {error}; </translation>
    </message>
    <message>
        <source>{gain} less than PCA with as many numbers</source>
        <translation>{gain} weniger als PCA mit gleich vielen Zahlen</translation>
    </message>
    <message>
        <source>the judge reads the image&apos;s own class off {right} of what comes out</source>
        <translation>der Prüfer liest die Klasse des Bildes von {right} dessen ab, was herauskommt</translation>
    </message>
    <message>
        <source>its codes are {ae} nats from N(0, I), the VAE&apos;s {vae}</source>
        <translation>seine Codes sind {ae} Nats von N(0, I), die des VAE {vae}</translation>
    </message>
    <message>
        <source>; but its training charged {penalty} for large codes</source>
        <translation>; aber sein Training berechnete {penalty} für große Codes</translation>
    </message>
    <message>
        <source>{same} of the nearest codes are of the same class; by chance {chance}</source>
        <translation>{same} der nächsten Codes sind von derselben Klasse; durch Zufall {chance}</translation>
    </message>
    <message>
        <source>{empty} of where one would draw is empty of codes; of codes without gaps {null}</source>
        <translation>{empty} dessen, wo man ziehen würde, ist leer von Codes; bei Codes ohne Lücken {null}</translation>
    </message>
    <message>
        <source>between two codes of a cluster the judge sees its class in {same}, at the codes in {own}</source>
        <translation>zwischen zwei Codes einer Gruppe sieht der Prüfer ihre Klasse bei {same}, an den Codes bei {own}</translation>
    </message>
    <message>
        <source>non-digits than the VAE</source>
        <translation>Nicht-Ziffern als der VAE</translation>
    </message>
    <message>
        <source>, each beside its own reconstructions</source>
        <translation>, jeweils neben den eigenen Rekonstruktionen</translation>
    </message>
    <message>
        <source>the best measure without data ranks {best} of pairs of a digit and a non-digit right</source>
        <translation>das beste Maß ohne Daten ordnet {best} der Paare aus Ziffer und Nicht-Ziffer richtig</translation>
    </message>
    <message>
        <source>; one that knows the codes, {data}</source>
        <translation>; eines, das die Codes kennt, {data}</translation>
    </message>
    <message>
        <source>, drawn from a density of its own codes</source>
        <translation>, gezogen aus einer Dichte der eigenen Codes</translation>
    </message>
    <message>
        <source>: what it lacks is a known prior, not the power to make digits</source>
        <translation>: was ihm fehlt, ist ein bekannter Prior, nicht die Kraft, Ziffern zu machen</translation>
    </message>
    <message>
        <source>its decoder&apos;s plane and PCA&apos;s are {angle} degrees apart</source>
        <translation>die Ebenen seines Decoders und der PCA liegen {angle} Grad auseinander</translation>
    </message>
    <message>
        <source>its error is {ratio} times PCA&apos;s, image by image (correlation {same})</source>
        <translation>sein Fehler ist das {ratio}-Fache dessen von PCA, Bild für Bild (Korrelation {same})</translation>
    </message>
    <message>
        <source>, and no other plane has so small an error as PCA&apos;s</source>
        <translation>, und keine andere Ebene hat einen so kleinen Fehler wie die von PCA</translation>
    </message>
    <message>
        <source>its error is {ratio} times that of PCA with as many numbers</source>
        <translation>sein Fehler ist das {ratio}-Fache dessen von PCA mit gleich vielen Zahlen</translation>
    </message>
    <message>
        <source>the deviation makes up {share} of how its codes spread</source>
        <translation>die Abweichung macht {share} der Streuung seiner Codes aus</translation>
    </message>
    <message>
        <source>: the means say nothing of the image (a collapsed VAE)</source>
        <translation>: die Mittelwerte sagen nichts über das Bild (ein kollabierter VAE)</translation>
    </message>
    <message>
        <source>64 reconstructions of an image vary by {vae} (variance per pixel); those of the AE by {ae}</source>
        <translation>64 Rekonstruktionen eines Bildes schwanken um {vae} (Varianz je Pixel); die des AE um {ae}</translation>
    </message>
    <message>
        <source>without the formula the gradient varies {bare} times as much, {helped} with a baseline</source>
        <translation>ohne die Formel schwankt der Gradient {bare}-mal so stark, {helped}-mal mit Grundlinie</translation>
    </message>
    <message>
        <source>: noisier, not impossible</source>
        <translation>: verrauschter, nicht unmöglich</translation>
    </message>
    <message>
        <source>From beta {first} to {last} the KL term goes from {kl_first} to {kl_last} nats, the reconstruction loss from {loss_first} to {loss_last}</source>
        <translation>Von Beta {first} bis {last} geht der KL-Term von {kl_first} auf {kl_last} Nats, der Rekonstruktionsverlust von {loss_first} auf {loss_last}</translation>
    </message>
    <message>
        <source>This VAE was trained with a squared error.</source>
        <translation>Dieser VAE wurde mit quadratischem Fehler trainiert.</translation>
    </message>
    <message>
        <source>This VAE was trained with another loss than the squared error: cross-entropy, for grey levels in 0 to 1. The model vae-mnist-2d-mse was trained as the article says (M).</source>
        <translation>Dieser VAE wurde mit einem anderen Verlust als dem quadratischen Fehler trainiert: Kreuzentropie, für Grauwerte von 0 bis 1. Das Modell vae-mnist-2d-mse wurde trainiert, wie der Artikel sagt (M).</translation>
    </message>
    <message>
        <source>its codes are {vae} nats from N(0, I), the AE&apos;s {ae}</source>
        <translation>seine Codes sind {vae} Nats von N(0, I), die des AE {ae}</translation>
    </message>
    <message>
        <source>; yet a classifier tells them from it, {told} above guessing</source>
        <translation>; doch ein Klassifikator unterscheidet sie davon, {told} über dem Raten</translation>
    </message>
    <message>
        <source>{vae} of where one would draw is empty of codes, {ae} in the AE; </source>
        <translation>{vae} dessen, wo man ziehen würde, ist leer von Codes, {ae} im AE; </translation>
    </message>
    <message>
        <source>of codes without gaps {null}</source>
        <translation>bei Codes ohne Lücken {null}</translation>
    </message>
    <message>
        <source>the classes near a code mix by {vae} nats in the VAE, {ae} in the AE</source>
        <translation>die Klassen um einen Code mischen sich um {vae} Nats im VAE, {ae} im AE</translation>
    </message>
    <message>
        <source>half-way between two classes the judge&apos;s likeliest two are these in {both}</source>
        <translation>halbwegs zwischen zwei Klassen sind die zwei wahrscheinlichsten des Prüfers diese bei {both}</translation>
    </message>
    <message>
        <source>; it sees one of them in {either}</source>
        <translation>; eine von ihnen sieht er bei {either}</translation>
    </message>
    <message>
        <source>the largest step is {vae} times the mean one in the VAE, {ae} in the AE</source>
        <translation>der größte Schritt ist das {vae}-Fache des mittleren im VAE, das {ae}-Fache im AE</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>; on the way it shows {digits}</source>
        <translation>; unterwegs zeigt er {digits}</translation>
    </message>
    <message>
        <source>{drawn} of random codes give no digit, {above}</source>
        <translation>{drawn} der Zufallscodes ergeben keine Ziffer, {above}</translation>
    </message>
    <message>
        <source>than its own reconstructions</source>
        <translation>als die eigenen Rekonstruktionen</translation>
    </message>
</context>
<context>
    <name>arithmetic</name>
    <message>
        <source>Arithmetic</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>From the start to the result (Shift+Y)</source>
        <translation>Vom Start zum Ergebnis (Shift+Y)</translation>
    </message>
    <message>
        <source>Arithmetic with codes</source>
        <translation>Rechnen mit Codes</translation>
    </message>
    <message>
        <source>Select something first: Shift+drag draws a lasso, Ctrl+drag a box.</source>
        <translation>Wähle zuerst etwas aus: Shift+Ziehen zeichnet ein Lasso, Ctrl+Ziehen ein Rechteck.</translation>
    </message>
    <message>
        <source>Point at a map first: there is nothing at the probe.</source>
        <translation>Zeige zuerst auf eine Karte: an der Sonde ist nichts.</translation>
    </message>
    <message>
        <source>Draw something first.</source>
        <translation>Zeichne zuerst etwas.</translation>
    </message>
    <message>
        <source>There is no result to go to yet.</source>
        <translation>Es gibt noch kein Ergebnis, zu dem ein Weg führt.</translation>
    </message>
    <message>
        <source>The scale is 0: there is no way to go.</source>
        <translation>Die Skala ist 0: es gibt keinen Weg.</translation>
    </message>
    <message>
        <source>{n:,} selected</source>
        <translation>{n:,} ausgewählt</translation>
    </message>
    <message>
        <source>This model stores no codes.</source>
        <translation>Dieses Modell speichert keine Codes.</translation>
    </message>
    <message>
        <source>{name} comes from other images than those of this model.</source>
        <translation>{name} kommt von anderen Bildern als denen dieses Modells.</translation>
    </message>
    <message>
        <source>This model has no {name}.</source>
        <translation>{name} gibt es in diesem Modell nicht.</translation>
    </message>
    <message>
        <source>This model stores no code of {name}.</source>
        <translation>Dieses Modell speichert keinen Code für {name}.</translation>
    </message>
    <message>
        <source>What is added is what is subtracted: the difference is zero.</source>
        <translation>Was addiert wird, wird auch abgezogen: die Differenz ist null.</translation>
    </message>
    <message>
        <source>This model cannot place the start.</source>
        <translation>Dieses Modell kann den Start nicht einordnen.</translation>
    </message>
    <message>
        <source>Start at a code, add the mean of some codes, subtract the mean of others.</source>
        <translation>Beginne bei einem Code, addiere den Mittelwert einiger Codes, ziehe den anderer ab.</translation>
    </message>
    <message>
        <source>The mean code of the selected samples is what to add</source>
        <translation>Der mittlere Code der ausgewählten Beispiele wird addiert</translation>
    </message>
    <message>
        <source>The mean code of a class is what to add</source>
        <translation>Der mittlere Code einer Klasse wird addiert</translation>
    </message>
    <message>
        <source>The mean code of the selected samples is what to subtract</source>
        <translation>Der mittlere Code der ausgewählten Beispiele wird abgezogen</translation>
    </message>
    <message>
        <source>The mean code of a class is what to subtract</source>
        <translation>Der mittlere Code einer Klasse wird abgezogen</translation>
    </message>
    <message>
        <source>what to add</source>
        <translation>was addiert wird</translation>
    </message>
    <message>
        <source>what to subtract</source>
        <translation>was abgezogen wird</translation>
    </message>
    <message>
        <source>where to start</source>
        <translation>wo es beginnt</translation>
    </message>
    <message>
        <source>Class ▾</source>
        <translation>Klasse ▾</translation>
    </message>
    <message>
        <source>Take the selection</source>
        <translation>Auswahl nehmen</translation>
    </message>
    <message>
        <source>Start at the code that is probed</source>
        <translation>Beim Code an der Sonde beginnen</translation>
    </message>
    <message>
        <source>The probe</source>
        <translation>Sonde</translation>
    </message>
    <message>
        <source>Start where each model puts your drawing</source>
        <translation>Dort beginnen, wo jedes Modell deine Zeichnung einordnet</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>Deine Zeichnung</translation>
    </message>
    <message>
        <source>How much of the vector is added: 1 is the whole of it</source>
        <translation>Wie viel vom Vektor addiert wird: 1 ist der ganze</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>Add the whole vector</source>
        <translation>Den ganzen Vektor addieren</translation>
    </message>
    <message>
        <source>A path from the start to the result, in place of the one that is there: it plays, and undo takes it back</source>
        <translation>Ein Weg vom Start zum Ergebnis statt des jetzigen: er wird abgespielt, und Rückgängig nimmt ihn zurück</translation>
    </message>
    <message>
        <source>As a path</source>
        <translation>Als Weg</translation>
    </message>
    <message>
        <source>Add what was subtracted, and subtract what was added</source>
        <translation>Addieren, was abgezogen wurde, und umgekehrt</translation>
    </message>
    <message>
        <source>Swap + and −</source>
        <translation>+ und − tauschen</translation>
    </message>
    <message>
        <source>Start again, and remove the arrow from the maps</source>
        <translation>Neu beginnen und den Pfeil von den Karten nehmen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>the vector is {whole} long</source>
        <translation>der Vektor ist {whole} lang</translation>
    </message>
    <message>
        <source>the vector is {whole} long, {some} of it added</source>
        <translation>der Vektor ist {whole} lang, {some} davon addiert</translation>
    </message>
    <message>
        <source>a place</source>
        <translation>eine Stelle</translation>
    </message>
    <message>
        <source>{start}, sample {sample:,}</source>
        <translation>{start}, Beispiel {sample:,}</translation>
    </message>
    <message>
        <source>mean of {name}</source>
        <translation>Mittel von {name}</translation>
    </message>
    <message>
        <source>class {name}</source>
        <translation>Klasse {name}</translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation>{some} und {last}</translation>
    </message>
    <message>
        <source>Choose {what}.</source>
        <translation>Wähle, {what}.</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>mean +</source>
        <translation>Mittel +</translation>
    </message>
    <message>
        <source>mean −</source>
        <translation>Mittel −</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Nearest samples of the result: arrows and Enter probe one</source>
        <translation>Nächste Beispiele zum Ergebnis: Pfeiltasten und Enter wählen eines</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>nächste</translation>
    </message>
</context>
<context>
    <name>article</name>
    <message>
        <source>Worksheet of the article…</source>
        <translation>Arbeitsblatt zum Artikel…</translation>
    </message>
    <message>
        <source>Tour of the article in eight stops</source>
        <translation>Führung durch den Artikel in acht Stationen</translation>
    </message>
    <message>
        <source>Next claim of the article</source>
        <translation>Nächste Aussage des Artikels</translation>
    </message>
    <message>
        <source>Claim before</source>
        <translation>Aussage davor</translation>
    </message>
    <message>
        <source>there is no model to measure: {role}</source>
        <translation>es gibt kein Modell zum Messen: {role}</translation>
    </message>
    <message>
        <source>this was not measured: {what}</source>
        <translation>dies wurde nicht gemessen: {what}</translation>
    </message>
    <message>
        <source>this needs a series of at least two models: {role}</source>
        <translation>dies braucht eine Reihe von mindestens zwei Modellen: {role}</translation>
    </message>
    <message>
        <source>{value} points</source>
        <translation>{value} Punkte</translation>
    </message>
    <message>
        <source>{size} more {what}</source>
        <translation>{size} mehr {what}</translation>
    </message>
    <message>
        <source>{size} fewer {what}</source>
        <translation>{size} weniger {what}</translation>
    </message>
    <message>
        <source>The library has no autoencoder and VAE of these images with codes of {d} numbers.</source>
        <translation>Die Bibliothek hat keinen Autoencoder und VAE dieser Bilder mit Codes aus {d} Zahlen.</translation>
    </message>
    <message>
        <source>Open an autoencoder in one of the maps.</source>
        <translation>Öffne einen Autoencoder auf einer der Karten.</translation>
    </message>
    <message>
        <source>Open a VAE in one of the maps.</source>
        <translation>Öffne einen VAE auf einer der Karten.</translation>
    </message>
    <message>
        <source>The library has no linear autoencoder of these images: train one with --family linear.</source>
        <translation>Die Bibliothek hat keinen linearen Autoencoder dieser Bilder: trainiere einen mit --family linear.</translation>
    </message>
    <message>
        <source>the size of the code</source>
        <translation>der Größe des Codes</translation>
    </message>
    <message>
        <source>beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>The library has no series of {kind}s of these images that differ in {varied}.</source>
        <translation>Die Bibliothek hat keine Reihe von {kind}s dieser Bilder, die sich in {varied} unterscheiden.</translation>
    </message>
    <message>
        <source>The two models know different images: {names}. Open two of the same.</source>
        <translation>Die zwei Modelle kennen verschiedene Bilder: {names}. Öffne zwei mit denselben.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Claims looked at</source>
        <translation>Angesehene Aussagen</translation>
    </message>
    <message>
        <source>The claims of the article</source>
        <translation>Die Aussagen des Artikels</translation>
    </message>
    <message>
        <source>The article, live</source>
        <translation>Der Artikel, lebendig</translation>
    </message>
    <message>
        <source>Chapter {chapter}: {title}</source>
        <translation>Kapitel {chapter}: {title}</translation>
    </message>
    <message>
        <source>{done} of {of}</source>
        <translation>{done} von {of}</translation>
    </message>
    <message>
        <source>How this is measured</source>
        <translation>Messweise</translation>
    </message>
    <message>
        <source>Hide how this is measured</source>
        <translation>Messweise verbergen</translation>
    </message>
    <message>
        <source>Claims ▾</source>
        <translation>Aussagen ▾</translation>
    </message>
    <message>
        <source>All claims of the article</source>
        <translation>Alle Aussagen des Artikels</translation>
    </message>
    <message>
        <source>The claim before (Ctrl+PgUp)</source>
        <translation>Die Aussage davor (Ctrl+PgUp)</translation>
    </message>
    <message>
        <source>The next claim (Ctrl+PgDown)</source>
        <translation>Die nächste Aussage (Ctrl+PgDown)</translation>
    </message>
    <message>
        <source>Open the pair of models that shows this best</source>
        <translation>Das Modellpaar öffnen, das dies am besten zeigt</translation>
    </message>
    <message>
        <source>Open the models that were there before</source>
        <translation>Die Modelle von vorher öffnen</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>One image on its way through the models (Shift+D)</source>
        <translation>Ein Bild auf seinem Weg durch die Modelle (Shift+D)</translation>
    </message>
    <message>
        <source>Have this claim on the worksheet (Shift+W); without any, it has all that you looked at</source>
        <translation>Diese Aussage aufs Arbeitsblatt setzen (Shift+W); ohne eine hat es alle, die du angesehen hast</translation>
    </message>
    <message>
        <source>Add to worksheet</source>
        <translation>Aufs Blatt</translation>
    </message>
    <message>
        <source>‹ Back</source>
        <translation>‹ Zurück</translation>
    </message>
    <message>
        <source>Next ›</source>
        <translation>Weiter ›</translation>
    </message>
    <message>
        <source>Try models with {best} numbers</source>
        <translation>Modelle mit {best} Zahlen versuchen</translation>
    </message>
    <message>
        <source>Try {best}-D</source>
        <translation>{best}-D versuchen</translation>
    </message>
    <message>
        <source>Open the diagram</source>
        <translation>Das Diagramm öffnen</translation>
    </message>
    <message>
        <source>Back to the models before</source>
        <translation>Zurück zu den Modellen von vorher</translation>
    </message>
    <message>
        <source>Models before</source>
        <translation>Modelle von vorher</translation>
    </message>
    <message>
        <source>On the worksheet</source>
        <translation>Auf dem Blatt</translation>
    </message>
    <message>
        <source>{count} images; {marked} {what}</source>
        <translation>{count} Bilder; {marked}-mal {what}</translation>
    </message>
    <message>
        <source>{upper}{said}. Click to probe this code</source>
        <translation>{upper}{said}. Klicken, um diesen Code zu zeigen</translation>
    </message>
    <message>
        <source>The claim</source>
        <translation>Die Aussage</translation>
    </message>
    <message>
        <source>Diagram, {name}</source>
        <translation>Diagramm, {name}</translation>
    </message>
    <message>
        <source>Decoded codes</source>
        <translation>Dekodierte Codes</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Zeig es mir</translation>
    </message>
    <message>
        <source>Before you look: what do you expect?</source>
        <translation>Bevor du nachsiehst: was erwartest du?</translation>
    </message>
    <message>
        <source>Show the figures without a prediction</source>
        <translation>Die Zahlen ohne Voraussage zeigen</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>Was gemessen wurde</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Measure no more</source>
        <translation>Nicht weiter messen</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird gemessen…</translation>
    </message>
    <message>
        <source>Measured: {said}</source>
        <translation>Gemessen: {said}</translation>
    </message>
    <message>
        <source>A random code gives no digit</source>
        <translation>Ein Zufallscode ergibt keine Ziffer</translation>
    </message>
    <message>
        <source>Draws where no code is</source>
        <translation>Ziehungen, wo kein Code ist</translation>
    </message>
    <message>
        <source>Codes from N(0, I), KL</source>
        <translation>Codes zu N(0, I), KL</translation>
    </message>
    <message>
        <source>Classes mixed near a code</source>
        <translation>Gemischte Klassen um einen Code</translation>
    </message>
    <message>
        <source>One image encoded 64 times, variance</source>
        <translation>Ein Bild 64-mal kodiert, Varianz</translation>
    </message>
    <message>
        <source>Largest step on a line, times the mean</source>
        <translation>Größter Schritt auf einer Linie, Vielfaches des mittleren</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>Autoencoder</translation>
    </message>
    <message>
        <source>What the article says of it</source>
        <translation>Was der Artikel davon sagt</translation>
    </message>
    <message>
        <source>The article&apos;s summary, in your numbers</source>
        <translation>Die Zusammenfassung des Artikels, in deinen Zahlen</translation>
    </message>
    <message>
        <source>95 % intervals in brackets; seed {seed}</source>
        <translation>95-%-Intervalle in Klammern; Startwert {seed}</translation>
    </message>
    <message>
        <source>Measuring: {known} of {lines} rows are there.</source>
        <translation>Wird gemessen: {known} von {lines} Zeilen sind da.</translation>
    </message>
    <message>
        <source>The stop before (Left)</source>
        <translation>Die Station davor (Left)</translation>
    </message>
    <message>
        <source>The next stop (Right)</source>
        <translation>Die nächste Station (Right)</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Führung beenden</translation>
    </message>
    <message>
        <source>Back to the claims (Esc)</source>
        <translation>Zurück zu den Aussagen (Esc)</translation>
    </message>
    <message>
        <source>Stop {at} of {stops}: {title}</source>
        <translation>Station {at} von {stops}: {title}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>What you said and what was measured, on one page to write on.</source>
        <translation>Was du gesagt hast und was gemessen wurde, auf einer Seite zum Beschreiben.</translation>
    </message>
    <message>
        <source>Save the worksheet</source>
        <translation>Arbeitsblatt speichern</translation>
    </message>
    <message>
        <source>Save the teacher&apos;s key</source>
        <translation>Lösungsblatt speichern</translation>
    </message>
    <message>
        <source>Worksheet</source>
        <translation>Arbeitsblatt</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Dein Name</translation>
    </message>
    <message>
        <source>It stands on the worksheet, and nowhere else</source>
        <translation>Er steht auf dem Arbeitsblatt und nirgends sonst</translation>
    </message>
    <message>
        <source>With the same seed and the same models everybody has the same draws, and the same figures</source>
        <translation>Mit gleichem Startwert und gleichen Modellen haben alle dieselben Ziehungen und dieselben Zahlen</translation>
    </message>
    <message>
        <source>As a page to print, .pdf, or for a browser, .html</source>
        <translation>Als Seite zum Drucken, .pdf, oder für einen Browser, .html</translation>
    </message>
    <message>
        <source>Save the key</source>
        <translation>Lösungsblatt speichern</translation>
    </message>
    <message>
        <source>For the teacher: every claim with its rule, .pdf or .html</source>
        <translation>Für die Lehrkraft: jede Aussage mit ihrer Regel, .pdf oder .html</translation>
    </message>
    <message>
        <source>For a key that is whole: every claim, on these models and this seed</source>
        <translation>Für ein ganzes Lösungsblatt: jede Aussage, mit diesen Modellen und diesem Startwert</translation>
    </message>
    <message>
        <source>Measure all claims</source>
        <translation>Alle Aussagen messen</translation>
    </message>
    <message>
        <source>1 claim</source>
        <translation>1 Aussage</translation>
    </message>
    <message>
        <source>{count} claims</source>
        <translation>{count} Aussagen</translation>
    </message>
    <message>
        <source>Nothing yet: look at a claim of the article first (Shift+A).</source>
        <translation>Noch nichts: sieh zuerst eine Aussage des Artikels an (Shift+A).</translation>
    </message>
    <message>
        <source>Measured on these models: {known} of {claims} claims</source>
        <translation>Mit diesen Modellen gemessen: {known} von {claims} Aussagen</translation>
    </message>
    <message>
        <source>cannot write the {what}: {strerror}</source>
        <translation>nicht zu schreiben, {what}: {strerror}</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} gespeichert</translation>
    </message>
    <message>
        <source>The article, measured</source>
        <translation>Der Artikel, gemessen</translation>
    </message>
    <message>
        <source>Supported here</source>
        <translation>Hier bestätigt</translation>
    </message>
    <message>
        <source>Only partly here</source>
        <translation>Hier nur zum Teil</translation>
    </message>
    <message>
        <source>Not in two dimensions: try 16</source>
        <translation>Nicht in zwei Dimensionen: versuche 16</translation>
    </message>
    <message>
        <source>Not supported here</source>
        <translation>Hier nicht bestätigt</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>Unentschieden</translation>
    </message>
    <message>
        <source>Cannot be measured here</source>
        <translation>Hier nicht messbar</translation>
    </message>
    <message>
        <source>the autoencoder that is open</source>
        <translation>der offene Autoencoder</translation>
    </message>
    <message>
        <source>the variational autoencoder that is open</source>
        <translation>der offene variationelle Autoencoder</translation>
    </message>
    <message>
        <source>the linear autoencoder of the library</source>
        <translation>der lineare Autoencoder der Bibliothek</translation>
    </message>
    <message>
        <source>autoencoders with codes of different sizes</source>
        <translation>Autoencoder mit Codes verschiedener Größe</translation>
    </message>
    <message>
        <source>variational autoencoders with codes of different sizes</source>
        <translation>variationelle Autoencoder mit Codes verschiedener Größe</translation>
    </message>
    <message>
        <source>variational autoencoders with different beta</source>
        <translation>variationelle Autoencoder mit verschiedenem Beta</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>The autoencoder</source>
        <translation>Der Autoencoder</translation>
    </message>
    <message>
        <source>Its latent space</source>
        <translation>Sein latenter Raum</translation>
    </message>
    <message>
        <source>Linear AE and PCA</source>
        <translation>Linearer AE und PCA</translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation>Variationeller Autoencoder</translation>
    </message>
    <message>
        <source>Regularised space</source>
        <translation>Geordneter Raum</translation>
    </message>
    <message>
        <source>Linear AE</source>
        <translation>Linearer AE</translation>
    </message>
    <message>
        <source>Linear autoencoder</source>
        <translation>Linearer Autoencoder</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>nicht angesehen</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorausgesagt</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>noch nicht gemessen</translation>
    </message>
    <message>
        <source>Other draws could turn the answer: the interval is too near to the line</source>
        <translation>Andere Ziehungen könnten die Antwort wenden: das Intervall ist zu nah an der Grenze</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>Nats</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>times</source>
        <translation>mal</translation>
    </message>
    <message>
        <source>squared error a pixel</source>
        <translation>quadratischer Fehler je Pixel</translation>
    </message>
    <message>
        <source>variance a pixel</source>
        <translation>Varianz je Pixel</translation>
    </message>
    <message>
        <source>points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>the judge sees a digit</source>
        <translation>der Prüfer sieht eine Ziffer</translation>
    </message>
    <message>
        <source>the judge sees no digit</source>
        <translation>der Prüfer sieht keine Ziffer</translation>
    </message>
    <message>
        <source>from a fitted Gaussian</source>
        <translation>aus angepasster Gaußverteilung</translation>
    </message>
    <message>
        <source>from N(0, I)</source>
        <translation>aus N(0, I)</translation>
    </message>
    <message>
        <source>from its own density</source>
        <translation>aus eigener Dichte</translation>
    </message>
    <message>
        <source>inside each cluster</source>
        <translation>in jeder Gruppe</translation>
    </message>
    <message>
        <source>half-way between two classes</source>
        <translation>halbwegs zwischen zwei Klassen</translation>
    </message>
    <message>
        <source>Chapter {n} of {all} · {title} · in the article: “{where}”</source>
        <translation>Kapitel {n} von {all} · {title} · im Artikel: „{where}“</translation>
    </message>
    <message>
        <source>You looked without a prediction.</source>
        <translation>Du hast ohne Voraussage nachgesehen.</translation>
    </message>
    <message>
        <source>You expected: {answer}.</source>
        <translation>Du hast erwartet: {answer}.</translation>
    </message>
    <message>
        <source>You expected: {answer}. ✓</source>
        <translation>Du hast erwartet: {answer}. ✓</translation>
    </message>
    <message>
        <source>You expected: {answer}. The figures say: {right}.</source>
        <translation>Du hast erwartet: {answer}. Die Zahlen sagen: {right}.</translation>
    </message>
    <message>
        <source>n = {least:,} to {most:,}</source>
        <translation>n = {least:,} bis {most:,}</translation>
    </message>
    <message>
        <source>95 % intervals</source>
        <translation>95-%-Intervalle</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>Startwert {seed}</translation>
    </message>
    <message>
        <source>The judge itself calls {wrong:.1f} % of real images no class, and misses {missed:.1f} % of those that are none.</source>
        <translation>Der Prüfer selbst nennt {wrong:.1f} % echter Bilder keine Klasse und übersieht {missed:.1f} % derer, die keine sind.</translation>
    </message>
    <message>
        <source>decoded codes</source>
        <translation>dekodierte Codes</translation>
    </message>
    <message>
        <source>; framed: {tiles}</source>
        <translation>; gerahmt: {tiles}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What did you expect, and why?</source>
        <translation>Was hast du erwartet, und warum?</translation>
    </message>
    <message>
        <source>The article, measured: worksheet</source>
        <translation>Der Artikel, gemessen: Arbeitsblatt</translation>
    </message>
    <message>
        <source>The article, measured: teacher&apos;s key</source>
        <translation>Der Artikel, gemessen: Lösungsblatt</translation>
    </message>
    <message>
        <source>{name}, {d} numbers a code, digest {digest}</source>
        <translation>{name}, {d} Zahlen je Code, Prüfsumme {digest}</translation>
    </message>
    <message>
        <source>no prediction</source>
        <translation>keine Voraussage</translation>
    </message>
    <message>
        <source>{model}, beta {value:g}</source>
        <translation>{model}, Beta {value:g}</translation>
    </message>
</context>
<context>
    <name>compression</name>
    <message>
        <source>Compression: an image in a few bytes</source>
        <translation>Kompression: ein Bild in wenigen Bytes</translation>
    </message>
    <message>
        <source>stores no codes, so how far its numbers reach is not known</source>
        <translation>speichert keine Codes, daher ist der Bereich seiner Zahlen nicht bekannt</translation>
    </message>
    <message>
        <source>has no encoder</source>
        <translation>hat keinen Encoder</translation>
    </message>
    <message>
        <source>Keep a code instead of an image: each number of it in a few bits. What is lost?</source>
        <translation>Einen Code statt eines Bildes behalten: jede seiner Zahlen in wenigen Bits. Was geht verloren?</translation>
    </message>
    <message>
        <source>Point at a map, or draw: its picture is kept as a code.</source>
        <translation>Zeige auf eine Karte oder zeichne: dieses Bild wird als Code behalten.</translation>
    </message>
    <message>
        <source>The image is what the decoder shows now, easy to give back. A drawing of your own is harder (D).</source>
        <translation>Das Bild ist, was der Decoder jetzt zeigt, leicht zurückzugeben. Eine eigene Zeichnung ist schwerer (D).</translation>
    </message>
    <message>
        <source>The image is your drawing.</source>
        <translation>Das Bild ist deine Zeichnung.</translation>
    </message>
    <message>
        <source>Who opens a code needs the decoder and the range of its numbers, which are not counted. A PNG or a JPEG needs neither, and its header is counted. A PNG loses nothing; a JPEG cannot be smaller than this one.</source>
        <translation>Wer einen Code öffnet, braucht den Decoder und den Bereich seiner Zahlen, die nicht mitgezählt sind. Ein PNG oder JPEG braucht beides nicht, und sein Kopf ist mitgezählt. Ein PNG verliert nichts; ein JPEG kann nicht kleiner sein als dieses.</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>How many bits are kept of each number of a code: it is rounded to one of 2 to 256 steps</source>
        <translation>Wie viele Bits von jeder Zahl eines Codes bleiben: sie wird auf einen von 2 bis 256 Schritten gerundet</translation>
    </message>
    <message>
        <source>Bits per number</source>
        <translation>Bits je Zahl</translation>
    </message>
    <message>
        <source>The image, and what is left of it</source>
        <translation>Das Bild und was von ihm bleibt</translation>
    </message>
    <message>
        <source>Mean squared error of this image</source>
        <translation>Mittlerer quadratischer Fehler dieses Bildes</translation>
    </message>
    <message>
        <source>bits per number</source>
        <translation>Bits je Zahl</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>PCA {d}-D</source>
        <translation>PCA {d}-D</translation>
    </message>
    <message>
        <source>Its mean error on test images with {d} numbers, not rounded: {error}.</source>
        <translation>Ihr mittlerer Fehler auf Testbildern mit {d} Zahlen, ungerundet: {error}.</translation>
    </message>
    <message>
        <source>1 bit per number</source>
        <translation>1 Bit je Zahl</translation>
    </message>
    <message>
        <source>{n} bits per number</source>
        <translation>{n} Bits je Zahl</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>{n:,} bytes</source>
        <translation>{n:,} Bytes</translation>
    </message>
    <message>
        <source>{n:,} numbers</source>
        <translation>{n:,} Zahlen</translation>
    </message>
    <message>
        <source>1 number</source>
        <translation>1 Zahl</translation>
    </message>
    <message>
        <source>{n} bits</source>
        <translation>{n} Bits</translation>
    </message>
    <message>
        <source>1 bit</source>
        <translation>1 Bit</translation>
    </message>
    <message>
        <source>{name}: {numbers} × {bits} = {bytes}, {times} times fewer: {hex}</source>
        <translation>{name}: {numbers} × {bits} = {bytes}, {times}-mal weniger: {hex}</translation>
    </message>
    <message>
        <source>PCA&apos;s picture is missing: it needs images, and this model stores none.</source>
        <translation>Das Bild der PCA fehlt: es braucht Bilder, und dieses Modell speichert keine.</translation>
    </message>
    <message>
        <source>PCA&apos;s picture is missing: the images have more than {n:,} numbers.</source>
        <translation>Das Bild der PCA fehlt: die Bilder haben mehr als {n:,} Zahlen.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>total: the image&apos;s own error and what rounding adds; how the two lean on each other is not counted</source>
        <translation>gesamt: der eigene Fehler des Bildes und was das Runden hinzufügt; wie beide zusammenhängen, zählt nicht mit</translation>
    </message>
    <message>
        <source>no round trip: this model has no encoder</source>
        <translation>kein Rundweg: dieses Modell hat keinen Encoder</translation>
    </message>
    <message>
        <source>no angle: this bundle has no original images</source>
        <translation>kein Winkel: dieses Bündel hat keine Originalbilder</translation>
    </message>
    <message>
        <source>no Lipschitz ratio: along half of the way the image does not change at all</source>
        <translation>kein Lipschitz-Verhältnis: auf dem halben Weg ändert sich das Bild gar nicht</translation>
    </message>
    <message>
        <source>the target is the decode of mu</source>
        <translation>das Ziel ist das aus mu Dekodierte</translation>
    </message>
    <message>
        <source>the target is the decode of mu, and the image&apos;s own error is added</source>
        <translation>das Ziel ist das aus mu Dekodierte, und der eigene Fehler des Bildes kommt dazu</translation>
    </message>
    <message>
        <source>numbers like 17 or 100-120, with commas between them</source>
        <translation>Zahlen wie 17 oder 100-120, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Prior N(0, I)</source>
        <translation>Prior N(0, I)</translation>
    </message>
    <message>
        <source>Standard normal, whatever the codes are: a VAE is trained towards it, an AE is not</source>
        <translation>Standardnormal, gleich wie die Codes liegen: ein VAE wird darauf trainiert, ein AE nicht</translation>
    </message>
    <message>
        <source>Uniform box</source>
        <translation>Gleichmäßig im Kasten</translation>
    </message>
    <message>
        <source>Anywhere in the box of the codes: the central 99 % of each coordinate, because a few far codes would rule the box of all</source>
        <translation>Irgendwo im Kasten der Codes: die mittleren 99 % jeder Koordinate, denn sonst bestimmten wenige ferne Codes den Kasten</translation>
    </message>
    <message>
        <source>One Gaussian</source>
        <translation>Eine Gaußverteilung</translation>
    </message>
    <message>
        <source>A Gaussian with the codes&apos; own mean and covariance</source>
        <translation>Eine Gaußverteilung mit Mittelwert und Kovarianz der Codes</translation>
    </message>
    <message>
        <source>Gaussian per class</source>
        <translation>Gaußverteilung je Klasse</translation>
    </message>
    <message>
        <source>A class as often as it is stored, then a Gaussian with the mean and covariance of its codes</source>
        <translation>Eine Klasse so oft, wie sie gespeichert ist, dann eine Gaußverteilung mit Mittelwert und Kovarianz ihrer Codes</translation>
    </message>
    <message>
        <source>Kernel density</source>
        <translation>Kerndichte</translation>
    </message>
    <message>
        <source>A stored code at random, and Gaussian noise around it of the codes&apos; shape: a draw from the kernel density estimate</source>
        <translation>Ein zufälliger gespeicherter Code und Gaußrauschen von der Form der Codes: eine Ziehung aus der Kerndichteschätzung</translation>
    </message>
    <message>
        <source>Gaussian mixture</source>
        <translation>Gaußmischung</translation>
    </message>
    <message>
        <source>Gaussians fitted by expectation maximisation to at most {most_codes:,} codes, picked with a fixed seed</source>
        <translation>Gaußverteilungen, mit Erwartungsmaximierung an höchstens {most_codes:,} Codes angepasst, die mit festem Startwert gewählt sind</translation>
    </message>
    <message>
        <source>the bundle does not say which likelihood it was trained on</source>
        <translation>das Bündel sagt nicht, mit welcher Likelihood trainiert wurde</translation>
    </message>
    <message>
        <source>its likelihood has a learned variance, which the bundle does not carry</source>
        <translation>seine Likelihood hat eine gelernte Varianz, die das Bündel nicht enthält</translation>
    </message>
    <message>
        <source>codes per unit²</source>
        <translation>Codes je Einheit²</translation>
    </message>
    <message>
        <source>share of {votes} votes</source>
        <translation>Anteil von {votes} Stimmen</translation>
    </message>
    <message>
        <source>latent units</source>
        <translation>latente Einheiten</translation>
    </message>
    <message>
        <source>per unit²</source>
        <translation>je Einheit²</translation>
    </message>
    <message>
        <source>of the prior</source>
        <translation>des Priors</translation>
    </message>
    <message>
        <source>pixel units² per unit²</source>
        <translation>Pixeleinheiten² je Einheit²</translation>
    </message>
    <message>
        <source>pixel units per unit</source>
        <translation>Pixeleinheiten je Einheit</translation>
    </message>
    <message>
        <source>three codes of one dimension lie on a line: there is no plane to choose</source>
        <translation>drei Codes einer Dimension liegen auf einer Geraden: es gibt keine Ebene zu wählen</translation>
    </message>
    <message>
        <source>Choose another sample.</source>
        <translation>Wähle ein anderes Beispiel.</translation>
    </message>
    <message>
        <source>the first and the second corner are the same code</source>
        <translation>die erste und die zweite Ecke sind derselbe Code</translation>
    </message>
    <message>
        <source>the first and the third corner are the same code</source>
        <translation>die erste und die dritte Ecke sind derselbe Code</translation>
    </message>
    <message>
        <source>the second and the third corner are the same code</source>
        <translation>die zweite und die dritte Ecke sind derselbe Code</translation>
    </message>
    <message>
        <source>the three corners lie on one line</source>
        <translation>die drei Ecken liegen auf einer Geraden</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Gerade</translation>
    </message>
    <message>
        <source>the shortest way in the latent space</source>
        <translation>der kürzeste Weg im latenten Raum</translation>
    </message>
    <message>
        <source>Slerp</source>
        <translation>Slerp</translation>
    </message>
    <message>
        <source>around the origin, the norm going evenly from one to the other</source>
        <translation>um den Ursprung herum, die Norm ändert sich gleichmäßig</translation>
    </message>
    <message>
        <source>Spline</source>
        <translation>Spline</translation>
    </message>
    <message>
        <source>one smooth curve through all way-points</source>
        <translation>eine glatte Kurve durch alle Wegpunkte</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>Kürzester</translation>
    </message>
    <message>
        <source>the way on which the decoded image changes least</source>
        <translation>der Weg, auf dem sich das dekodierte Bild am wenigsten ändert</translation>
    </message>
    <message>
        <source>Data-following</source>
        <translation>Den Daten nach</translation>
    </message>
    <message>
        <source>short in images, and where codes are</source>
        <translation>kurz in Bildern und dort, wo Codes sind</translation>
    </message>
</context>
<context>
    <name>diagram</name>
    <message>
        <source>Diagram: inside the models</source>
        <translation>Diagramm: in den Modellen</translation>
    </message>
    <message>
        <source>Roll the die: another ε</source>
        <translation>Würfeln: ein anderes ε</translation>
    </message>
    <message>
        <source>Point at a map, or draw: its picture goes through here.</source>
        <translation>Zeige auf eine Karte oder zeichne: dieses Bild läuft hier hindurch.</translation>
    </message>
    <message>
        <source>One image on its way: encoder, code, decoder. Point at a part to see what it is.</source>
        <translation>Ein Bild auf seinem Weg: Encoder, Code, Decoder. Zeige auf einen Teil, um zu sehen, was er ist.</translation>
    </message>
    <message>
        <source>x is {}. In a layer, orange is above 0, blue below; hold the pointer on one for its size.</source>
        <translation>x ist {}. In einer Schicht ist Orange über 0, Blau darunter; halte den Zeiger auf eine, um ihre Größe zu sehen.</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Watch the image go through, layer by layer; the arrow keys do it step by step</source>
        <translation>Das Bild hindurchlaufen sehen, Schicht für Schicht; die Pfeiltasten gehen Schritt für Schritt</translation>
    </message>
    <message>
        <source>Send it through</source>
        <translation>Hindurchschicken</translation>
    </message>
    <message>
        <source>⚄ Roll</source>
        <translation>⚄ Würfeln</translation>
    </message>
    <message>
        <source>Draw another ε, the same for all (Alt+R)</source>
        <translation>Ein anderes ε ziehen, für alle dasselbe (Alt+R)</translation>
    </message>
    <message>
        <source>Take the mean: z = μ</source>
        <translation>Den Mittelwert nehmen: z = μ</translation>
    </message>
    <message>
        <source>How gradients come back: through + and ×, around the die, not through it</source>
        <translation>Wie Gradienten zurückkommen: durch + und ×, um den Würfel herum, nicht hindurch</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>What happens in one dimension of the code: log σ², σ, ε, and z = μ + σ × ε</source>
        <translation>Was in einer Dimension des Codes geschieht: log σ², σ, ε und z = μ + σ × ε</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>Sampler</translation>
    </message>
    <message>
        <source>The dimension that the sampler is shown in</source>
        <translation>Die Dimension, in der der Sampler gezeigt wird</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>Dimension</translation>
    </message>
    <message>
        <source>Diagram, {name}</source>
        <translation>Diagramm, {name}</translation>
    </message>
    <message>
        <source>Inside the sampler</source>
        <translation>Im Sampler</translation>
    </message>
    <message>
        <source>σ = exp(½ log σ²) &gt; 0, always</source>
        <translation>σ = exp(½ log σ²) &gt; 0, immer</translation>
    </message>
    <message>
        <source>no gradient through ε</source>
        <translation>kein Gradient durch ε</translation>
    </message>
    <message>
        <source>dashed: z; grey: the prior N(0, 1)</source>
        <translation>gestrichelt: z; grau: der Prior N(0, 1)</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>reconstruction</source>
        <translation>Rekonstruktion</translation>
    </message>
    <message>
        <source>x, the image that goes in: one number a pixel.</source>
        <translation>x, das Bild, das hineingeht: eine Zahl je Pixel.</translation>
    </message>
    <message>
        <source>The encoder: each layer turns what it is given into fewer numbers. Taller means more of them.</source>
        <translation>Der Encoder: jede Schicht macht aus dem, was sie bekommt, weniger Zahlen. Höher heißt mehr davon.</translation>
    </message>
    <message>
        <source>μ, the mean: where the encoder puts this image. On the map it is the middle of the ellipse.</source>
        <translation>μ, der Mittelwert: wohin der Encoder dieses Bild legt. Auf der Karte ist es die Mitte der Ellipse.</translation>
    </message>
    <message>
        <source>σ = exp(½ log σ²), so always above 0: how far around μ codes of this image are drawn.</source>
        <translation>σ = exp(½ log σ²), also immer über 0: wie weit um μ Codes dieses Bildes gezogen werden.</translation>
    </message>
    <message>
        <source>ε, drawn from N(0, I). No gradient passes through chance, so chance stands beside the way.</source>
        <translation>ε, aus N(0, I) gezogen. Kein Gradient geht durch den Zufall, also steht der Zufall neben dem Weg.</translation>
    </message>
    <message>
        <source>z, the code: all that the decoder gets to know of the image.</source>
        <translation>z, der Code: alles, was der Decoder vom Bild erfährt.</translation>
    </message>
    <message>
        <source>The decoder: about the same layers in reverse, from the code back to an image.</source>
        <translation>Der Decoder: etwa dieselben Schichten umgekehrt, vom Code zurück zum Bild.</translation>
    </message>
    <message>
        <source>x̂, the reconstruction: what is left of x after it went through z.</source>
        <translation>x̂, die Rekonstruktion: was von x bleibt, nachdem es durch z ging.</translation>
    </message>
    <message>
        <source>The reconstruction loss: how far x̂ is from x. It pulls codes apart.</source>
        <translation>Der Rekonstruktionsverlust: wie weit x̂ von x ist. Er zieht Codes auseinander.</translation>
    </message>
    <message>
        <source>KL(N(μ, σ) ‖ N(0, I)): how far this posterior is from the prior. It pulls codes together.</source>
        <translation>KL(N(μ, σ) ‖ N(0, I)): wie weit dieser Posterior vom Prior ist. Sie zieht Codes zusammen.</translation>
    </message>
    <message>
        <source>{n:,} numbers in, {d:,} in the middle: {times:,.3g} times fewer</source>
        <translation>{n:,} Zahlen hinein, {d:,} in der Mitte: {times:,.3g}-mal weniger</translation>
    </message>
    <message>
        <source>loss: </source>
        <translation>Verlust: </translation>
    </message>
    <message>
        <source>KL {kl} nats</source>
        <translation>KL {kl} Nats</translation>
    </message>
    <message>
        <source>loss = </source>
        <translation>Verlust = </translation>
    </message>
    <message>
        <source> = {nats:.1f} nats ({bits:.0f} bits)</source>
        <translation> = {nats:.1f} Nats ({bits:.0f} Bits)</translation>
    </message>
    <message>
        <source>mean (x − x̂)² = {mse:.4f}</source>
        <translation>Mittel (x − x̂)² = {mse:.4f}</translation>
    </message>
    <message>
        <source>{number} nats; </source>
        <translation>{number} Nats; </translation>
    </message>
    <message>
        <source>Layer {k} of {own} of the {half}: {kind}, {size}, {weights:,} weights.</source>
        <translation>Schicht {k} von {own}, {half}: {kind}, {size}, {weights:,} Gewichte.</translation>
    </message>
    <message>
        <source>{said} Layer {undone} of the {name}, {back}, goes the other way.</source>
        <translation>{said} Schicht {undone}, {name}, {back}, geht den umgekehrten Weg.</translation>
    </message>
</context>
<context>
    <name>drawing</name>
    <message>
        <source>Your drawing</source>
        <translation>Deine Zeichnung</translation>
    </message>
    <message>
        <source>Its code; a VAE&apos;s ellipses at 1 and 2 σ</source>
        <translation>Ihr Code; bei einem VAE Ellipsen bei 1 und 2 σ</translation>
    </message>
    <message>
        <source>Clear the drawing</source>
        <translation>Zeichnung löschen</translation>
    </message>
    <message>
        <source>read the picture in another way</source>
        <translation>das Bild anders lesen</translation>
    </message>
    <message>
        <source>open a picture</source>
        <translation>ein Bild öffnen</translation>
    </message>
    <message>
        <source>clear the drawing</source>
        <translation>die Zeichnung löschen</translation>
    </message>
    <message>
        <source>draw a stroke</source>
        <translation>einen Strich zeichnen</translation>
    </message>
    <message>
        <source>another drawing</source>
        <translation>eine andere Zeichnung</translation>
    </message>
    <message>
        <source>dark ink, inverted</source>
        <translation>dunkle Tinte, umgekehrt</translation>
    </message>
    <message>
        <source>dark ink, not inverted</source>
        <translation>dunkle Tinte, nicht umgekehrt</translation>
    </message>
    <message>
        <source>light ink, inverted</source>
        <translation>helle Tinte, umgekehrt</translation>
    </message>
    <message>
        <source>light ink, not inverted</source>
        <translation>helle Tinte, nicht umgekehrt</translation>
    </message>
    <message>
        <source>its images are signals</source>
        <translation>seine Bilder sind Signale</translation>
    </message>
    <message>
        <source>your drawing</source>
        <translation>deine Zeichnung</translation>
    </message>
    <message>
        <source>nothing is drawn yet (D)</source>
        <translation>noch nichts gezeichnet (D)</translation>
    </message>
    <message>
        <source>this model did not encode the drawing</source>
        <translation>dieses Modell hat die Zeichnung nicht kodiert</translation>
    </message>
    <message>
        <source>Draw here, or drop a picture</source>
        <translation>Hier zeichnen oder ein Bild ablegen</translation>
    </message>
    <message>
        <source>No model on screen reads drawings: {why}</source>
        <translation>Kein Modell auf dem Bildschirm liest Zeichnungen: {why}</translation>
    </message>
    <message>
        <source>Drawing sheet</source>
        <translation>Zeichenblatt</translation>
    </message>
    <message>
        <source>a picture, {name}: {how}</source>
        <translation>ein Bild, {name}: {how}</translation>
    </message>
    <message>
        <source>{strokes}; the pen is down, {place}</source>
        <translation>{strokes}; der Stift ist unten, {place}</translation>
    </message>
    <message>
        <source>{strokes}; the pen is up, {place}</source>
        <translation>{strokes}; der Stift ist oben, {place}</translation>
    </message>
    <message>
        <source>1 stroke</source>
        <translation>1 Strich</translation>
    </message>
    <message>
        <source>{n} strokes</source>
        <translation>{n} Striche</translation>
    </message>
    <message>
        <source>The drawing as the encoder sees it</source>
        <translation>Die Zeichnung, wie der Encoder sie sieht</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Wipe the sheet; undo brings it back</source>
        <translation>Das Blatt leeren; Rückgängig bringt es zurück</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last stroke (Ctrl+Z)</source>
        <translation>Den letzten Strich zurücknehmen (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Draw it again (Ctrl+Shift+Z)</source>
        <translation>Ihn wieder zeichnen (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>One of the codes on the maps, at random; the pointer is frozen there (R)</source>
        <translation>Einer der Codes auf den Karten, zufällig; der Zeiger bleibt dort stehen (R)</translation>
    </message>
    <message>
        <source>Pick a stored sample</source>
        <translation>Gespeichertes Beispiel</translation>
    </message>
    <message>
        <source>Brush size on screen; the encoder always gets MNIST&apos;s pen width</source>
        <translation>Stiftbreite auf dem Bildschirm; der Encoder bekommt immer die von MNIST</translation>
    </message>
    <message>
        <source>encoder input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>brush</source>
        <translation>Stift</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Arrow keys move the pen, with Shift finely; Home, Page Up, End and Page Down move it aslant. Space puts it down and lifts it, Enter lifts it, Backspace takes back a stroke.</source>
        <translation>Die Pfeiltasten bewegen den Stift, mit Shift fein; Pos1, Bild auf, Ende und Bild ab bewegen ihn schräg. Die Leertaste setzt ihn auf und hebt ihn, Enter hebt ihn, die Rücktaste nimmt einen Strich zurück.</translation>
    </message>
    <message>
        <source>{x:.0%} from the left, {y:.0%} from the top</source>
        <translation>{x:.0%} von links, {y:.0%} von oben</translation>
    </message>
    <message>
        <source>Change dark and light for each other</source>
        <translation>Hell und dunkel vertauschen</translation>
    </message>
    <message>
        <source>Inverted</source>
        <translation>Umgekehrt</translation>
    </message>
    <message>
        <source>Crop the figure, scale it to 20/28 of the side and centre it, as in MNIST; else fit the whole picture in</source>
        <translation>Die Figur zuschneiden, auf 20/28 der Seite bringen und in die Mitte setzen, wie bei MNIST; sonst das ganze Bild einpassen</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>Zentriert</translation>
    </message>
    <message>
        <source>a PNG, JPEG, BMP, GIF or WebP picture</source>
        <translation>ein Bild als PNG, JPEG, BMP, GIF oder WebP</translation>
    </message>
    <message>
        <source>Save it as PNG or JPEG, no larger than a photograph, and give it again.</source>
        <translation>Speichere es als PNG oder JPEG, nicht größer als ein Foto, und gib es noch einmal.</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>ein PDF</translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation>ein ZIP-Archiv</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>eine SVG-Zeichnung</translation>
    </message>
    <message>
        <source>an XML file</source>
        <translation>eine XML-Datei</translation>
    </message>
    <message>
        <source>is damaged, or too large</source>
        <translation>ist beschädigt oder zu groß</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>ist beschädigt</translation>
    </message>
    <message>
        <source>no size</source>
        <translation>keine Größe</translation>
    </message>
    <message>
        <source>{width:,} × {height:,} pixels</source>
        <translation>{width:,} × {height:,} Pixel</translation>
    </message>
    <message>
        <source>at most {most_pixels:,}</source>
        <translation>höchstens {most_pixels:,}</translation>
    </message>
    <message>
        <source>another kind of file</source>
        <translation>eine andere Art von Datei</translation>
    </message>
    <message>
        <source>the pasted picture</source>
        <translation>das eingefügte Bild</translation>
    </message>
    <message>
        <source>the picture does not fit into memory</source>
        <translation>das Bild passt nicht in den Speicher</translation>
    </message>
    <message>
        <source>orange: ink missing, blue: too much</source>
        <translation>orange: Tinte fehlt, blau: zu viel</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>Rekonstruktion</translation>
    </message>
    <message>
        <source>The drawing, encoded and decoded again</source>
        <translation>Die Zeichnung, kodiert und wieder dekodiert</translation>
    </message>
    <message>
        <source>The difference; {colours}</source>
        <translation>Der Unterschied; {colours}</translation>
    </message>
    <message>
        <source>{tip}, map {index}</source>
        <translation>{tip}, Karte {index}</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>MSE {mse}</source>
        <translation>MSE {mse}</translation>
    </message>
    <message>
        <source>Nearest stored samples</source>
        <translation>Nächste gespeicherte Beispiele</translation>
    </message>
    <message>
        <source>decoded from their codes</source>
        <translation>aus ihren Codes dekodiert</translation>
    </message>
    <message>
        <source>their images</source>
        <translation>ihre Bilder</translation>
    </message>
    <message>
        <source>Stored samples nearest to the drawing, map {index}: arrows and Enter probe one</source>
        <translation>Gespeicherte Beispiele, die der Zeichnung am nächsten sind, Karte {index}: Pfeiltasten und Eingabe sondieren eines</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>could not read it</source>
        <translation>konnte sie nicht lesen</translation>
    </message>
    <message>
        <source>cannot encode a drawing</source>
        <translation>kann keine Zeichnung kodieren</translation>
    </message>
    <message>
        <source>it has no encoder</source>
        <translation>es hat keinen Encoder</translation>
    </message>
    <message>
        <source>no drawing yet</source>
        <translation>noch keine Zeichnung</translation>
    </message>
    <message>
        <source>classes of the {n} nearest:</source>
        <translation>Klassen der {n} nächsten:</translation>
    </message>
    <message>
        <source>MSE per pixel {mse:.4f}</source>
        <translation>MSE je Pixel {mse:.4f}</translation>
    </message>
    <message>
        <source>−log p(x|z) {nll} nats</source>
        <translation>−log p(x|z) {nll} Nats</translation>
    </message>
    <message>
        <source>no σ: always the same code</source>
        <translation>kein σ: immer derselbe Code</translation>
    </message>
    <message>
        <source>code of your drawing</source>
        <translation>Code deiner Zeichnung</translation>
    </message>
    <message>
        <source>−ELBO {number} nats at z = μ</source>
        <translation>−ELBO {number} Nats bei z = μ</translation>
    </message>
    <message>
        <source>posterior N(μ, σ)</source>
        <translation>Posterior N(μ, σ)</translation>
    </message>
    <message>
        <source>KL {kl} = {parts}{rest} nats</source>
        <translation>KL {kl} = {parts}{rest} Nats</translation>
    </message>
    <message>
        <source>code found by search</source>
        <translation>durch Suche gefundener Code</translation>
    </message>
    <message>
        <source>MSE {mse:.4f} there</source>
        <translation>MSE dort {mse:.4f}</translation>
    </message>
    <message>
        <source>−ELBO {number} nats there</source>
        <translation>−ELBO dort {number} Nats</translation>
    </message>
    <message>
        <source>best code {mu}</source>
        <translation>bester Code {mu}</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>Zeichnung</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>encoding</name>
    <message>
        <source>Being encoded</source>
        <translation>Wird kodiert</translation>
    </message>
    <message>
        <source>Your images while they are encoded, by class</source>
        <translation>Ihre Bilder, während sie kodiert werden, nach Klasse</translation>
    </message>
    <message>
        <source>Encode images of your own…</source>
        <translation>Eigene Bilder kodieren…</translation>
    </message>
    <message>
        <source>no image could be read</source>
        <translation>kein Bild war lesbar</translation>
    </message>
    <message>
        <source>Give other images.</source>
        <translation>Gib andere Bilder.</translation>
    </message>
    <message>
        <source>the process that reads the images {what}</source>
        <translation>der Prozess, der die Bilder liest, {what}</translation>
    </message>
    <message>
        <source>There is no model in the active map.</source>
        <translation>Auf der aktiven Karte ist kein Modell.</translation>
    </message>
    <message>
        <source>The model in the active map has no encoder.</source>
        <translation>Das Modell der aktiven Karte hat keinen Encoder.</translation>
    </message>
    <message>
        <source>Your own images, encoded by the model of the active map. The result is a model with their codes.</source>
        <translation>Deine eigenen Bilder, kodiert vom Modell der aktiven Karte. Was daraus wird, ist ein Modell mit ihren Codes.</translation>
    </message>
    <message>
        <source>What reads images is not part of the standalone program: install the project with pip for it.</source>
        <translation>Was Bilder liest, gehört nicht zum eigenständigen Programm: installiere dafür das Projekt mit pip.</translation>
    </message>
    <message>
        <source>Encode images</source>
        <translation>Bilder kodieren</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Encode</source>
        <translation>Kodieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Encode no more</source>
        <translation>Nicht weiter kodieren</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>How many images are encoded</source>
        <translation>Wie viele Bilder kodiert sind</translation>
    </message>
    <message>
        <source>Codes of your images</source>
        <translation>Codes deiner Bilder</translation>
    </message>
    <message>
        <source>Model: {model_name}</source>
        <translation>Modell: {model_name}</translation>
    </message>
    <message>
        <source>Images of a known data set, if its files are on this machine</source>
        <translation>Bilder eines bekannten Datensatzes, wenn seine Dateien auf diesem Rechner sind</translation>
    </message>
    <message>
        <source>Looking at {name}…</source>
        <translation>{name} wird angesehen…</translation>
    </message>
    <message>
        <source>{done:,} of {n:,} images of {name}, by {model}</source>
        <translation>{done:,} von {n:,} Bildern von {name}, durch {model}</translation>
    </message>
    <message>
        <source>Writing the codes of {done:,} images…</source>
        <translation>Die Codes von {done:,} Bildern werden geschrieben…</translation>
    </message>
    <message>
        <source>{done:,} images of {name} are encoded: {bundle} is among your models.</source>
        <translation>{done:,} Bilder von {name} sind kodiert: {bundle} ist unter deinen Modellen.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>It does not work: {error}</source>
        <translation>Es geht nicht: {error}</translation>
    </message>
    <message>
        <source>{skipped:,} could not be read; the first: {why}</source>
        <translation>{skipped:,} waren nicht lesbar; das erste: {why}</translation>
    </message>
    <message>
        <source>there is not enough memory to write the bundle</source>
        <translation>der Speicher reicht nicht, um das Bündel zu schreiben</translation>
    </message>
    <message>
        <source>no images are being encoded (Shift+K)</source>
        <translation>es werden keine Bilder kodiert (Umschalt+K)</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>Plays everywhere. Exact in grey, 256 colours a frame.</source>
        <translation>Läuft überall. Genau in Grau, 256 Farben je Bild.</translation>
    </message>
    <message>
        <source>WebP</source>
        <translation>WebP</translation>
    </message>
    <message>
        <source>Plays on the web; small and exact.</source>
        <translation>Läuft im Web; klein und genau.</translation>
    </message>
    <message>
        <source>An animated PNG, exact; some viewers show it still.</source>
        <translation>Ein bewegtes PNG, genau; manche Programme zeigen es unbewegt.</translation>
    </message>
    <message>
        <source>A video for slides and messages; close, not exact.</source>
        <translation>Ein Video für Folien und Nachrichten; ähnlich, nicht genau.</translation>
    </message>
    <message>
        <source>Tiles in one picture, exact.</source>
        <translation>Kacheln in einem Bild, genau.</translation>
    </message>
    <message>
        <source>The images as decoded and their codes, for numpy.</source>
        <translation>Die Bilder, wie sie dekodiert wurden, und ihre Codes, für numpy.</translation>
    </message>
    <message>
        <source>Pillow is not installed</source>
        <translation>Pillow ist nicht installiert</translation>
    </message>
    <message>
        <source>Install it: pip install pillow</source>
        <translation>Installiere es: pip install pillow</translation>
    </message>
    <message>
        <source>this Pillow cannot write WebP</source>
        <translation>dieses Pillow kann kein WebP schreiben</translation>
    </message>
    <message>
        <source>Choose another format, or install a Pillow that can.</source>
        <translation>Wähle ein anderes Format oder installiere ein Pillow, das es kann.</translation>
    </message>
    <message>
        <source>MP4 is written by ffmpeg, which is not on this machine</source>
        <translation>MP4 schreibt ffmpeg, das auf diesem Rechner fehlt</translation>
    </message>
    <message>
        <source>Install ffmpeg, or choose another format.</source>
        <translation>Installiere ffmpeg oder wähle ein anderes Format.</translation>
    </message>
</context>
<context>
    <name>epochs</name>
    <message>
        <source>Training card</source>
        <translation>Trainingsfeld</translation>
    </message>
    <message>
        <source>Codes as they were at one epoch, with its card</source>
        <translation>Codes, wie sie in einer Epoche waren, mit ihrem Feld</translation>
    </message>
    <message>
        <source>Training, epoch by epoch</source>
        <translation>Training, Epoche für Epoche</translation>
    </message>
    <message>
        <source>The film is painted…</source>
        <translation>Der Film wird gemalt…</translation>
    </message>
    <message>
        <source>{name}, epoch {epoch:,} of {last:,}</source>
        <translation>{name}, Epoche {epoch:,} von {last:,}</translation>
    </message>
    <message>
        <source>This bundle recorded no history while it was trained.</source>
        <translation>Dieses Bündel hat beim Training keinen Verlauf aufgezeichnet.</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>total</source>
        <translation>gesamt</translation>
    </message>
    <message>
        <source>reconstruction</source>
        <translation>Rekonstruktion</translation>
    </message>
    <message>
        <source>Losses over the epochs</source>
        <translation>Verluste über die Epochen</translation>
    </message>
    <message>
        <source>the card Training is closed, or there is no history</source>
        <translation>das Feld Training ist geschlossen, oder es gibt keinen Verlauf</translation>
    </message>
    <message>
        <source>How the latent space formed: the same codes, and a grid of decodes, from the untrained network to the end.</source>
        <translation>Wie der latente Raum entstand: dieselben Codes und ein Raster dekodierter Bilder, vom untrainierten Netz bis zum Ende.</translation>
    </message>
    <message>
        <source>Nats an image, each curve on a scale of its own: losses of two kinds of training are not to be compared.</source>
        <translation>Nats je Bild, jede Kurve mit eigener Skala: Verluste zweier Arten von Training sind nicht vergleichbar.</translation>
    </message>
    <message>
        <source>Where in the training you look: at the left the untrained network</source>
        <translation>Wo im Training du hinsiehst: links das untrainierte Netz</translation>
    </message>
    <message>
        <source>▶ Play</source>
        <translation>▶ Abspielen</translation>
    </message>
    <message>
        <source>From the untrained network to the end</source>
        <translation>Vom untrainierten Netz bis zum Ende</translation>
    </message>
    <message>
        <source>The training as a film: codes and decodes of every epoch, as the maps look now</source>
        <translation>Das Training als Film: Codes und dekodierte Bilder jeder Epoche, wie die Karten jetzt aussehen</translation>
    </message>
    <message>
        <source>Film…</source>
        <translation>Film…</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>⏸ Pause</source>
        <translation>⏸ Pause</translation>
    </message>
    <message>
        <source>Export the training</source>
        <translation>Training exportieren</translation>
    </message>
    <message>
        <source>A grid of decodes, map {i}</source>
        <translation>Ein Raster dekodierter Bilder, Karte {i}</translation>
    </message>
    <message>
        <source>epoch {n:,} of {all:,}</source>
        <translation>Epoche {n:,} von {all:,}</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>Saved views</source>
        <translation>Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Saved views (V)</source>
        <translation>Gespeicherte Ansichten (V)</translation>
    </message>
    <message>
        <source>Export a figure…</source>
        <translation>Abbildung exportieren…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>A figure, or the numbers, as a file; and figures opened again (Ctrl+E)</source>
        <translation>Eine Abbildung oder die Zahlen als Datei; und Abbildungen wieder öffnen (Ctrl+E)</translation>
    </message>
    <message>
        <source>Open a figure…</source>
        <translation>Abbildung öffnen…</translation>
    </message>
    <message>
        <source>What opens (*.png *.svg *.csv *.npz *.gif *.webp *.apng *.mp4 *.onnx *.jpg)</source>
        <translation>Was sich öffnen lässt (*.png *.svg *.csv *.npz *.gif *.webp *.apng *.mp4 *.onnx *.jpg)</translation>
    </message>
    <message>
        <source>Networks (*.onnx)</source>
        <translation>Netze (*.onnx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Diese Ansicht speichern</translation>
    </message>
    <message>
        <source>Copy the figure</source>
        <translation>Abbildung kopieren</translation>
    </message>
    <message>
        <source>The view of {name}.</source>
        <translation>Die Ansicht von {name}.</translation>
    </message>
    <message>
        <source>map {number}</source>
        <translation>Karte {number}</translation>
    </message>
    <message>
        <source>at most {count} maps</source>
        <translation>höchstens {count} Karten</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Saved as “{title}”. Views (V) lists what is saved.</source>
        <translation>Gespeichert als „{title}“. Ansichten (V) zeigt, was gespeichert ist.</translation>
    </message>
    <message>
        <source>{bundle} (sha256 {sha256}…) is not among the models.</source>
        <translation>{bundle} (sha256 {sha256}…) ist nicht unter den Modellen.</translation>
    </message>
    <message>
        <source>{text} The rest is as it was.</source>
        <translation>{text} Der Rest ist, wie er war.</translation>
    </message>
    <message>
        <source>{bundle} cannot be opened.</source>
        <translation>{bundle} kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>{bundle} is not the one of the figure (sha256 {sha256}…).</source>
        <translation>{bundle} ist nicht das der Abbildung (sha256 {sha256}…).</translation>
    </message>
    <message>
        <source>120 megapixels at most</source>
        <translation>höchstens 120 Megapixel</translation>
    </message>
    <message>
        <source>cannot write the figure: {strerror}</source>
        <translation>die Abbildung kann nicht geschrieben werden: {strerror}</translation>
    </message>
    <message>
        <source>As on screen</source>
        <translation>Wie auf dem Bildschirm</translation>
    </message>
    <message>
        <source>1600 × 1200, a slide</source>
        <translation>1600 × 1200, eine Folie</translation>
    </message>
    <message>
        <source>3840 × 2160, a poster or projector</source>
        <translation>3840 × 2160, ein Plakat oder Projektor</translation>
    </message>
    <message>
        <source>Half a page of A4, 300 dpi</source>
        <translation>Halbe Seite A4, 300 dpi</translation>
    </message>
    <message>
        <source>A column, 85 mm, 600 dpi</source>
        <translation>Eine Spalte, 85 mm, 600 dpi</translation>
    </message>
    <message>
        <source>A picture, drawn anew at this size</source>
        <translation>Ein Bild, in dieser Größe neu gezeichnet</translation>
    </message>
    <message>
        <source>Lines and labels as curves, the points as one embedded picture</source>
        <translation>Linien und Schrift als Kurven, die Punkte als ein eingebettetes Bild</translation>
    </message>
    <message>
        <source>The codes in view, a line each</source>
        <translation>Die sichtbaren Codes, eine Zeile je Code</translation>
    </message>
    <message>
        <source>The codes in view and the computed fields, for numpy</source>
        <translation>Die sichtbaren Codes und die berechneten Felder, für numpy</translation>
    </message>
    <message>
        <source>Export a figure</source>
        <translation>Abbildung exportieren</translation>
    </message>
    <message>
        <source>The maps as a picture, or their numbers as a table.</source>
        <translation>Die Karten als Bild oder ihre Zahlen als Tabelle.</translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Figures (*.png *.svg *.csv *.npz *.gif *.webp *.apng *.mp4)</source>
        <translation>Abbildungen (*.png *.svg *.csv *.npz *.gif *.webp *.apng *.mp4)</translation>
    </message>
    <message>
        <source>Open a figure</source>
        <translation>Abbildung öffnen</translation>
    </message>
    <message>
        <source>Both maps</source>
        <translation>Beide Karten</translation>
    </message>
    <message>
        <source>The map</source>
        <translation>Die Karte</translation>
    </message>
    <message>
        <source>The active map</source>
        <translation>Die aktive Karte</translation>
    </message>
    <message>
        <source>Only the map that you pointed at last</source>
        <translation>Nur die Karte, auf die du zuletzt gezeigt hast</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>The size of the figure</source>
        <translation>Die Größe der Abbildung</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Width of the figure, px</source>
        <translation>Breite der Abbildung, px</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Height of the figure, px</source>
        <translation>Höhe der Abbildung, px</translation>
    </message>
    <message>
        <source>Text scale: 100 % is as on screen</source>
        <translation>Schriftgröße: 100 % ist wie auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Text scale</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save the figure as a file</source>
        <translation>Die Abbildung als Datei speichern</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Put the figure into the clipboard (Ctrl+C)</source>
        <translation>Die Abbildung in die Zwischenablage legen (Ctrl+C)</translation>
    </message>
    <message>
        <source>Show what an exported figure shows (Ctrl+O); it may be dropped on the window, too</source>
        <translation>Zeigen, was eine exportierte Abbildung zeigt (Ctrl+O); man kann sie auch auf das Fenster ziehen</translation>
    </message>
    <message>
        <source>Saved {path} ({size}). Opened again, it shows this view.</source>
        <translation>{path} gespeichert ({size}). Wieder geöffnet, zeigt sie diese Ansicht.</translation>
    </message>
    <message>
        <source>The figure is in the clipboard ({width} × {height} px).</source>
        <translation>Die Abbildung ist in der Zwischenablage ({width} × {height} px).</translation>
    </message>
    <message>
        <source>there is no map to take a picture of: open a model first</source>
        <translation>es gibt keine Karte, die man abbilden kann: öffne zuerst ein Modell</translation>
    </message>
    <message>
        <source>Keep what the maps show now, and come back to it.</source>
        <translation>Behalten, was die Karten jetzt zeigen, und darauf zurückkommen.</translation>
    </message>
    <message>
        <source>A name for this view</source>
        <translation>Ein Name für diese Ansicht</translation>
    </message>
    <message>
        <source>A name for what the maps show now</source>
        <translation>Ein Name für das, was die Karten jetzt zeigen</translation>
    </message>
    <message>
        <source>Click or Enter shows a view again, Delete forgets it</source>
        <translation>Klick oder Enter zeigt eine Ansicht wieder, Entf vergisst sie</translation>
    </message>
    <message>
        <source>Nothing saved yet. Its key (Shift+V) needs no name.</source>
        <translation>Noch nichts gespeichert. Die Taste dafür (Shift+V) braucht keinen Namen.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save what the maps show now (Shift+V)</source>
        <translation>Speichern, was die Karten jetzt zeigen (Shift+V)</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Move the file away; it is left as it is until a view is saved.</source>
        <translation>Lege die Datei woandershin; sie bleibt, wie sie ist, bis eine Ansicht gespeichert wird.</translation>
    </message>
    <message>
        <source>the saved views cannot be read</source>
        <translation>die gespeicherten Ansichten sind nicht lesbar</translation>
    </message>
</context>
<context>
    <name>film_export</name>
    <message>
        <source>Export a film or a grid…</source>
        <translation>Film oder Raster exportieren…</translation>
    </message>
    <message>
        <source>A film is being exported: wait for it, or cancel it first.</source>
        <translation>Ein Film wird gerade exportiert: warte darauf oder brich ihn zuerst ab.</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>Der Export wurde abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>the model was switched meanwhile</source>
        <translation>das Modell wurde inzwischen gewechselt</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>a map was taken off the screen before its frames were decoded</source>
        <translation>eine Karte verschwand vom Bildschirm, bevor ihre Bilder dekodiert waren</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuche es noch einmal.</translation>
    </message>
    <message>
        <source>cannot write the film: {strerror}</source>
        <translation>der Film kann nicht geschrieben werden: {strerror}</translation>
    </message>
    <message>
        <source>Saved {path} ({size}). Opened again, it shows this view.</source>
        <translation>{path} gespeichert ({size}). Wieder geöffnet, zeigt sie diese Ansicht.</translation>
    </message>
    <message>
        <source>a grid does not move</source>
        <translation>ein Raster bewegt sich nicht</translation>
    </message>
    <message>
        <source>cannot write the film: no such folder</source>
        <translation>der Film kann nicht geschrieben werden: den Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>there is no map to film</source>
        <translation>es gibt keine Karte zum Filmen</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Öffne zuerst ein Modell.</translation>
    </message>
    <message>
        <source>there is no path to film</source>
        <translation>es gibt keinen Weg zum Filmen</translation>
    </message>
    <message>
        <source>Press P, then click on a map for two way-points.</source>
        <translation>Drücke P und klicke dann zwei Wegpunkte auf eine Karte.</translation>
    </message>
    <message>
        <source>the path was taken away meanwhile</source>
        <translation>der Weg wurde inzwischen entfernt</translation>
    </message>
    <message>
        <source>these are more images than an export may have</source>
        <translation>das sind mehr Bilder, als ein Export haben darf</translation>
    </message>
    <message>
        <source>Take fewer tiles.</source>
        <translation>Nimm weniger Kacheln.</translation>
    </message>
    <message>
        <source>{count:,} images as they were decoded, and their codes</source>
        <translation>{count:,} Bilder, wie sie dekodiert wurden, und ihre Codes</translation>
    </message>
    <message>
        <source>{count:,} tiles · {size}</source>
        <translation>{count:,} Kacheln · {size}</translation>
    </message>
    <message>
        <source>1 frame · {seconds:.1f} s · {size}</source>
        <translation>1 Bild · {seconds:.1f} s · {size}</translation>
    </message>
    <message>
        <source>{n:,} frames · {seconds:.1f} s · {size}</source>
        <translation>{n:,} Bilder · {seconds:.1f} s · {size}</translation>
    </message>
    <message>
        <source>{tile} px is not a multiple of {side}: some squares are 1 px larger than others.</source>
        <translation>{tile} px ist kein Vielfaches von {side}: manche Quadrate sind 1 px größer als andere.</translation>
    </message>
    <message>
        <source>A frame lasts {least} or {more} hundredths of a second: the film keeps its time.</source>
        <translation>Ein Bild dauert {least} oder {more} Hundertstelsekunden: der Film behält seine Länge.</translation>
    </message>
    <message>
        <source>It ends with the last frame</source>
        <translation>Er endet mit dem letzten Bild</translation>
    </message>
    <message>
        <source>It begins again with the first frame</source>
        <translation>Er beginnt wieder mit dem ersten Bild</translation>
    </message>
    <message>
        <source>It plays backwards, then begins again</source>
        <translation>Er läuft rückwärts und beginnt dann von vorn</translation>
    </message>
    <message>
        <source>Every pixel of the decoder becomes a square, exact at whole multiples</source>
        <translation>Jedes Pixel des Decoders wird ein Quadrat, genau bei ganzen Vielfachen</translation>
    </message>
    <message>
        <source>Between the decoder&apos;s pixels the picture is blended (bicubic)</source>
        <translation>Zwischen den Pixeln des Decoders wird überblendet (bikubisch)</translation>
    </message>
    <message>
        <source>Export a film or a grid</source>
        <translation>Film oder Raster exportieren</translation>
    </message>
    <message>
        <source>The path as a film, or a grid of decodes over the map.</source>
        <translation>Der Weg als Film oder ein Raster dekodierter Bilder über der Karte.</translation>
    </message>
    <message>
        <source>Export the film</source>
        <translation>Film exportieren</translation>
    </message>
    <message>
        <source>The film of the path from A to B</source>
        <translation>Der Film des Weges von A nach B</translation>
    </message>
    <message>
        <source>Decodes all over what the map shows, in rows and columns</source>
        <translation>Dekodierte Bilder über alles, was die Karte zeigt, in Zeilen und Spalten</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>The maps on screen, side by side in one picture</source>
        <translation>Die sichtbaren Karten nebeneinander in einem Bild</translation>
    </message>
    <message>
        <source>Only the map that you pointed at last</source>
        <translation>Nur die Karte, auf die du zuletzt gezeigt hast</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>The active map</source>
        <translation>Die aktive Karte</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glatt</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Ping-pong</source>
        <translation>Hin und her</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The longer side of an image in the film, px; arrows step by the decoder&apos;s own size</source>
        <translation>Die längere Seite eines Bildes im Film, px; die Pfeile gehen in Schritten der Größe des Decoders</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Kachel</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source> fps</source>
        <translation> B/s</translation>
    </message>
    <message>
        <source>Tiles in a row</source>
        <translation>Kacheln je Zeile</translation>
    </message>
    <message>
        <source> a row</source>
        <translation> je Zeile</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Save the film as a file</source>
        <translation>Den Film als Datei speichern</translation>
    </message>
    <message>
        <source>How much of the film is made</source>
        <translation>Wie viel vom Film fertig ist</translation>
    </message>
    <message>
        <source>Stop: no file is written</source>
        <translation>Anhalten: es wird keine Datei geschrieben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Strip</source>
        <translation>Streifen</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>The map</source>
        <translation>Die Karte</translation>
    </message>
    <message>
        <source>Nothing was written; try again.</source>
        <translation>Nichts wurde geschrieben; versuche es noch einmal.</translation>
    </message>
    <message>
        <source>the process that makes the film {what}</source>
        <translation>der Prozess, der den Film macht, {what}</translation>
    </message>
</context>
<context>
    <name>ladders</name>
    <message>
        <source>Ladders: one image, codes of every size</source>
        <translation>Reihen: ein Bild, Codes jeder Größe</translation>
    </message>
    <message>
        <source>no reconstruction came back</source>
        <translation>es kam keine Rekonstruktion zurück</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>The same image with codes of every size, and with every strength of the prior. Click one to open it.</source>
        <translation>Dasselbe Bild mit Codes jeder Größe und mit jeder Stärke des Priors. Klicke eines an, um es zu öffnen.</translation>
    </message>
    <message>
        <source>The library has no series of models of this data set.</source>
        <translation>Die Bibliothek hat keine Reihe von Modellen dieses Datensatzes.</translation>
    </message>
    <message>
        <source>These are small networks of their own: those on the maps may be larger, and err less.</source>
        <translation>Dies sind kleine eigene Netze: die auf den Karten können größer sein und weniger irren.</translation>
    </message>
    <message>
        <source>Point at a map, or draw: its picture goes through all of them.</source>
        <translation>Zeige auf eine Karte oder zeichne: dieses Bild läuft durch alle hindurch.</translation>
    </message>
    <message>
        <source>The image is what the decoder shows now. A drawing of your own is a harder test (D). {others}</source>
        <translation>Das Bild ist, was der Decoder jetzt zeigt. Eine eigene Zeichnung ist eine härtere Probe (D). {others}</translation>
    </message>
    <message>
        <source>The image is your drawing. {others}</source>
        <translation>Das Bild ist deine Zeichnung. {others}</translation>
    </message>
    <message>
        <source>PCA is not drawn: these bundles do not tell its error. aevae-train columns adds it.</source>
        <translation>PCA ist nicht gezeichnet: diese Bündel nennen ihren Fehler nicht. aevae-train columns ergänzt ihn.</translation>
    </message>
    <message>
        <source>beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>numbers in the code:</source>
        <translation>Zahlen im Code:</translation>
    </message>
    <message>
        <source>Ladders</source>
        <translation>Reihen</translation>
    </message>
    <message>
        <source>numbers in the code</source>
        <translation>Zahlen im Code</translation>
    </message>
    <message>
        <source>Mean squared error of this image</source>
        <translation>Mittlerer quadratischer Fehler dieses Bildes</translation>
    </message>
    <message>
        <source>The same, mean of the test images</source>
        <translation>Dasselbe, Mittel über die Testbilder</translation>
    </message>
    <message>
        <source>, KL {kl} nats</source>
        <translation>, KL {kl} Nats</translation>
    </message>
    <message>
        <source>{unit} {place}: mean squared error {mse:.4f}{kl}. Click to open it</source>
        <translation>{unit} {place}: mittlerer quadratischer Fehler {mse:.4f}{kl}. Klicken öffnet es</translation>
    </message>
</context>
<context>
    <name>layers</name>
    <message>
        <source>Layer: {title}</source>
        <translation>Ebene: {title}</translation>
    </message>
    <message>
        <source>Layers: {title}</source>
        <translation>Ebenen: {title}</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>What the maps draw (L)</source>
        <translation>Was die Karten zeichnen (L)</translation>
    </message>
    <message>
        <source>Decoded grid</source>
        <translation>Dekodiertes Raster</translation>
    </message>
    <message>
        <source>Opacity of {title}</source>
        <translation>Deckkraft von {title}</translation>
    </message>
    <message>
        <source>The stored codes, and what you add to them.</source>
        <translation>Die gespeicherten Codes und was du ihnen hinzufügst.</translation>
    </message>
    <message>
        <source>Far from stored codes the decoder guesses.</source>
        <translation>Fern von gespeicherten Codes rät der Decoder.</translation>
    </message>
    <message>
        <source>What it draws, and how fast that changes.</source>
        <translation>Was er zeichnet und wie schnell sich das ändert.</translation>
    </message>
    <message>
        <source>Tiles lie at fixed places of the map; a zoom brings new ones between them</source>
        <translation>Kacheln liegen an festen Orten der Karte; Zoomen bringt neue dazwischen</translation>
    </message>
    <message>
        <source>Tiles stay where they are on the screen and change smoothly as the map moves</source>
        <translation>Kacheln bleiben an ihrem Ort auf dem Bildschirm und ändern sich fließend mit der Karte</translation>
    </message>
    <message>
        <source>Layers that help the hand: the pointer&apos;s cross, axes, the mini-map and others</source>
        <translation>Ebenen, die der Hand helfen: das Kreuz des Zeigers, Achsen, die Übersichtskarte und andere</translation>
    </message>
    <message>
        <source>What the maps draw (Up, Down: next layer).</source>
        <translation>Was die Karten zeichnen (auf, ab: nächste Ebene).</translation>
    </message>
    <message>
        <source>Size of a tile on the screen, px ([ and ])</source>
        <translation>Größe einer Kachel auf dem Bildschirm, px ([ und ])</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Kachelgröße</translation>
    </message>
    <message>
        <source>the map</source>
        <translation>der Karte</translation>
    </message>
    <message>
        <source>the screen</source>
        <translation>dem Bildschirm</translation>
    </message>
    <message>
        <source>Tiles stay on</source>
        <translation>Kacheln bleiben auf</translation>
    </message>
    <message>
        <source>Tiles fixed to</source>
        <translation>Kacheln fest auf</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Every layer as it is at first</source>
        <translation>Jede Ebene wie am Anfang</translation>
    </message>
    <message>
        <source>Just the codes</source>
        <translation>Nur die Codes</translation>
    </message>
    <message>
        <source>Nothing but a dot for every stored image</source>
        <translation>Nichts als ein Punkt für jedes gespeicherte Bild</translation>
    </message>
    <message>
        <source>Where is the prior empty?</source>
        <translation>Wo ist der Prior leer?</translation>
    </message>
    <message>
        <source>The codes, the prior&apos;s rings, and where random draws find no code</source>
        <translation>Die Codes, die Ringe des Priors, und wo Zufallsziehungen keinen Code finden</translation>
    </message>
    <message>
        <source>What does the decoder do?</source>
        <translation>Was tut der Decoder?</translation>
    </message>
    <message>
        <source>What it draws everywhere, and how fast that changes</source>
        <translation>Was er überall zeichnet und wie schnell sich das ändert</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Open on left map: {name}</source>
        <translation>Auf der linken Karte öffnen: {name}</translation>
    </message>
    <message>
        <source>Open on right map: {name}</source>
        <translation>Auf der rechten Karte öffnen: {name}</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>Ordner eines Modells öffnen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Choose other models (M)</source>
        <translation>Andere Modelle wählen (M)</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder…</source>
        <translation>Ordner eines Modells öffnen…</translation>
    </message>
    <message>
        <source> The map stays as it was.</source>
        <translation> Die Karte bleibt, wie sie war.</translation>
    </message>
    <message>
        <source>MSE per pixel</source>
        <translation>MSE je Pixel</translation>
    </message>
    <message>
        <source>The mean squared error per pixel of the reconstructions of {images}; less is better</source>
        <translation>Der mittlere quadratische Fehler je Pixel der Rekonstruktionen über {images}; weniger ist besser</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>test images</source>
        <translation>Testbilder</translation>
    </message>
    <message>
        <source>{images:,.0f} test images</source>
        <translation>{images:,.0f} Testbilder</translation>
    </message>
    <message>
        <source>  over {images:,.0f} test images</source>
        <translation>  über {images:,.0f} Testbilder</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>Hier beginnen</translation>
    </message>
    <message>
        <source>How wide a code?</source>
        <translation>Wie breit ein Code?</translation>
    </message>
    <message>
        <source>How strong a prior?</source>
        <translation>Wie stark ein Prior?</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Other images</source>
        <translation>Andere Bilder</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Deine</translation>
    </message>
    <message>
        <source>{first:g} to {last:g}</source>
        <translation>{first:g} bis {last:g}</translation>
    </message>
    <message>
        <source>Random codes near the stored ones of this model, decoded; from the prior where it stores none</source>
        <translation>Dekodierte Zufallscodes nahe den gespeicherten dieses Modells; aus dem Prior, wo es keine speichert</translation>
    </message>
    <message>
        <source>Which model of the series; it opens on the chosen map when the slider rests</source>
        <translation>Welches Modell der Reihe; es öffnet sich auf der gewählten Karte, wenn der Regler ruht</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Have its networks measured anew, and say what they are</source>
        <translation>Seine Netze neu messen lassen und sagen, was sie sind</translation>
    </message>
    <message>
        <source>Change how it was read…</source>
        <translation>Ändern, wie es gelesen wurde…</translation>
    </message>
    <message>
        <source>Compare: {names}</source>
        <translation>Vergleichen: {names}</translation>
    </message>
    <message>
        <source>Open these two, left and right</source>
        <translation>Diese beiden öffnen, links und rechts</translation>
    </message>
    <message>
        <source>There is nothing like it here</source>
        <translation>Es gibt hier nichts Vergleichbares</translation>
    </message>
    <message>
        <source>What the model draws</source>
        <translation>Was das Modell zeichnet</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Noch nichts hier</translation>
    </message>
    <message>
        <source>Models in the library</source>
        <translation>Modelle der Bibliothek</translation>
    </message>
    <message>
        <source>{entries} models that differ in one number</source>
        <translation>{entries} Modelle, die sich in einer Zahl unterscheiden</translation>
    </message>
    <message>
        <source>Choose a map, then the model that it shows.</source>
        <translation>Wähle eine Karte, dann das Modell, das sie zeigt.</translation>
    </message>
    <message>
        <source>Left map</source>
        <translation>Linke Karte</translation>
    </message>
    <message>
        <source>Right map</source>
        <translation>Rechte Karte</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Put model folders in {user_folder} and they appear here.</source>
        <translation>Lege Ordner mit Modellen in {user_folder}, und sie erscheinen hier.</translation>
    </message>
    <message>
        <source>Choose the model of map {index}</source>
        <translation>Das Modell von Karte {index} wählen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>cannot be used: {id}</source>
        <translation>nicht nutzbar: {id}</translation>
    </message>
</context>
<context>
    <name>networks</name>
    <message>
        <source>Open a decoder, or an encoder and its decoder</source>
        <translation>Einen Decoder oder einen Encoder mit Decoder öffnen</translation>
    </message>
    <message>
        <source>Networks (*.onnx)</source>
        <translation>Netze (*.onnx)</translation>
    </message>
    <message>
        <source>Open models: your own networks</source>
        <translation>Modelle öffnen: deine eigenen Netze</translation>
    </message>
    <message>
        <source>Open ONNX networks…</source>
        <translation>ONNX-Netze öffnen…</translation>
    </message>
    <message>
        <source>Change how it was read…</source>
        <translation>Ändern, wie es gelesen wurde…</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>The class that this conditional model decodes and encodes</source>
        <translation>Die Klasse, die dieses bedingte Modell dekodiert und kodiert</translation>
    </message>
    <message>
        <source>Networks as others export them. What they are is measured by running them.</source>
        <translation>Netze, wie andere sie exportieren. Was sie sind, wird gemessen, indem sie laufen.</translation>
    </message>
    <message>
        <source>Open models</source>
        <translation>Modelle öffnen</translation>
    </message>
    <message>
        <source>A decoder, or an encoder and its decoder: .onnx files</source>
        <translation>Ein Decoder oder ein Encoder mit Decoder: .onnx-Dateien</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen…</translation>
    </message>
    <message>
        <source>Measure the model of the active map anew, and read it in another way</source>
        <translation>Das Modell der aktiven Karte neu messen und anders lesen</translation>
    </message>
    <message>
        <source>Read the shown model again</source>
        <translation>Das gezeigte Modell neu lesen</translation>
    </message>
    <message>
        <source>Random codes, decoded</source>
        <translation>Zufällige Codes, dekodiert</translation>
    </message>
    <message>
        <source>Drawn digits, and what comes back of them</source>
        <translation>Gezeichnete Ziffern und was von ihnen zurückkommt</translation>
    </message>
    <message>
        <source>Make a model of it and open it; the files stay as they are</source>
        <translation>Ein Modell daraus machen und öffnen; die Dateien bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Open it so</source>
        <translation>So öffnen</translation>
    </message>
    <message>
        <source>Open nothing; the map stays as it is</source>
        <translation>Nichts öffnen; die Karte bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lassen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Encoder&apos;s values</source>
        <translation>Werte für den Encoder</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Pixel values</source>
        <translation>Pixelwerte</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Tinte</translation>
    </message>
    <message>
        <source>Encoder&apos;s pixels</source>
        <translation>Pixel des Encoders</translation>
    </message>
    <message>
        <source>The code, mu</source>
        <translation>Der Code, mu</translation>
    </message>
    <message>
        <source>Its width</source>
        <translation>Seine Breite</translation>
    </message>
    <message>
        <source>The width is</source>
        <translation>Die Breite ist</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>logits: put a sigmoid after</source>
        <translation>Logits: ein Sigmoid dahinter setzen</translation>
    </message>
    <message>
        <source>light on dark</source>
        <translation>hell auf dunkel</translation>
    </message>
    <message>
        <source>dark on light</source>
        <translation>dunkel auf hell</translation>
    </message>
    <message>
        <source>log of the variance</source>
        <translation>log der Varianz</translation>
    </message>
    <message>
        <source>log of sigma</source>
        <translation>log von Sigma</translation>
    </message>
    <message>
        <source>sigma</source>
        <translation>Sigma</translation>
    </message>
    <message>
        <source>the variance</source>
        <translation>die Varianz</translation>
    </message>
    <message>
        <source>nothing: leave it out</source>
        <translation>nichts: weglassen</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>please choose</source>
        <translation>bitte wählen</translation>
    </message>
    <message>
        <source>your choice</source>
        <translation>deine Wahl</translation>
    </message>
    <message>
        <source>{file} decodes: {d} → {size}</source>
        <translation>{file} dekodiert: {d} → {size}</translation>
    </message>
    <message>
        <source>{file} encodes: {size} → {d}</source>
        <translation>{file} kodiert: {size} → {d}</translation>
    </message>
    <message>
        <source>Drop ONNX files on the window, or choose them.</source>
        <translation>Zieh ONNX-Dateien auf das Fenster oder wähle sie.</translation>
    </message>
    <message>
        <source>{title}: the networks are run to see what they are …</source>
        <translation>{title}: die Netze laufen, um zu sehen, was sie sind …</translation>
    </message>
    <message>
        <source>{title}: something cannot be measured. Please look, then open it.</source>
        <translation>{title}: etwas lässt sich nicht messen. Bitte sieh nach, dann öffne es.</translation>
    </message>
    <message>
        <source>{title}: its manifest hardly means what its networks do. This was measured:</source>
        <translation>{title}: sein Manifest meint kaum, was seine Netze tun. Dies wurde gemessen:</translation>
    </message>
    <message>
        <source>{title}: all of it is set. Change what is wrong.</source>
        <translation>{title}: alles ist gesetzt. Ändere, was falsch ist.</translation>
    </message>
    <message>
        <source>Waves, and what comes back of them</source>
        <translation>Wellen, und was davon zurückkommt</translation>
    </message>
    <message>
        <source>1 number</source>
        <translation>1 Zahl</translation>
    </message>
    <message>
        <source>{n:,} numbers</source>
        <translation>{n:,} Zahlen</translation>
    </message>
    <message>
        <source>a signal of {n:,} numbers</source>
        <translation>ein Signal aus {n:,} Zahlen</translation>
    </message>
    <message>
        <source>Opened as you chose before. To choose anew: Change how it was read…, in the Model menu.</source>
        <translation>Geöffnet, wie du es zuvor gewählt hast. Neu wählen: Ändern, wie es gelesen wurde…, im Menü Modell.</translation>
    </message>
</context>
<context>
    <name>path</name>
    <message>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>From A to B through all way-points</source>
        <translation>Von A nach B durch alle Wegpunkte</translation>
    </message>
    <message>
        <source>Playhead</source>
        <translation>Abspielkopf</translation>
    </message>
    <message>
        <source>Where on the path the film is</source>
        <translation>Wo auf dem Weg der Film ist</translation>
    </message>
    <message>
        <source>Select a way-point first (. and ,).</source>
        <translation>Wähle zuerst einen Wegpunkt (. und ,).</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Schneller</translation>
    </message>
    <message>
        <source>Repeat: once, loop, ping-pong</source>
        <translation>Wiederholen: einmal, Schleife, hin und her</translation>
    </message>
    <message>
        <source>Easing: steady, or ease in and out</source>
        <translation>Verlauf: gleichmäßig oder weich</translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation>Zwiebelhaut</translation>
    </message>
    <message>
        <source>Onion skin: one frame more</source>
        <translation>Zwiebelhaut: ein Bild mehr</translation>
    </message>
    <message>
        <source>Fewer frames</source>
        <translation>Weniger Bilder</translation>
    </message>
    <message>
        <source>More frames</source>
        <translation>Mehr Bilder</translation>
    </message>
    <message>
        <source>Hide the film</source>
        <translation>Film ausblenden</translation>
    </message>
    <message>
        <source>Nudge the way-point left</source>
        <translation>Wegpunkt nach links rücken</translation>
    </message>
    <message>
        <source>Nudge the way-point right</source>
        <translation>Wegpunkt nach rechts rücken</translation>
    </message>
    <message>
        <source>Nudge the way-point up</source>
        <translation>Wegpunkt nach oben rücken</translation>
    </message>
    <message>
        <source>Nudge the way-point down</source>
        <translation>Wegpunkt nach unten rücken</translation>
    </message>
    <message>
        <source>Begin the path at the probe</source>
        <translation>Weg an der Sonde beginnen</translation>
    </message>
    <message>
        <source>End the path at the probe</source>
        <translation>Weg an der Sonde enden lassen</translation>
    </message>
    <message>
        <source>A random path</source>
        <translation>Ein zufälliger Weg</translation>
    </message>
    <message>
        <source>A way-point at the probe</source>
        <translation>Ein Wegpunkt an der Sonde</translation>
    </message>
    <message>
        <source>A way-point from elsewhere</source>
        <translation>Ein Wegpunkt von anderswo</translation>
    </message>
    <message>
        <source>Select the next way-point</source>
        <translation>Nächsten Wegpunkt wählen</translation>
    </message>
    <message>
        <source>Select the way-point before</source>
        <translation>Vorigen Wegpunkt wählen</translation>
    </message>
    <message>
        <source>Move the way-point later</source>
        <translation>Wegpunkt nach hinten rücken</translation>
    </message>
    <message>
        <source>Move the way-point earlier</source>
        <translation>Wegpunkt nach vorn rücken</translation>
    </message>
    <message>
        <source>Remove the way-point</source>
        <translation>Wegpunkt entfernen</translation>
    </message>
    <message>
        <source>Remove all way-points</source>
        <translation>Alle Wegpunkte entfernen</translation>
    </message>
    <message>
        <source>Loop back to the start</source>
        <translation>Zurück zum Anfang schließen</translation>
    </message>
    <message>
        <source>Constant speed</source>
        <translation>Gleichmäßiges Tempo</translation>
    </message>
    <message>
        <source>There is nothing to start from yet: point at a map or draw first.</source>
        <translation>Es gibt noch nichts, wo er beginnen kann: zeige auf eine Karte oder zeichne zuerst.</translation>
    </message>
    <message>
        <source>Nothing is selected on a map with codes: draw a lasso first (Q).</source>
        <translation>Auf keiner Karte mit Codes ist etwas ausgewählt: zeichne zuerst ein Lasso (Q).</translation>
    </message>
    <message>
        <source>A path has at most {most} way-points, {first} to {last}.</source>
        <translation>Ein Weg hat höchstens {most} Wegpunkte, {first} bis {last}.</translation>
    </message>
    <message>
        <source>There are no codes on this map to pick from: set way-points yourself.</source>
        <translation>Auf dieser Karte gibt es keine Codes zur Auswahl: setze die Wegpunkte selbst.</translation>
    </message>
    <message>
        <source>The images are large, so the film has fewer frames ({few}).</source>
        <translation>Die Bilder sind groß, daher hat der Film weniger Bilder ({few}).</translation>
    </message>
    <message>
        <source>there are no way-points</source>
        <translation>es gibt keine Wegpunkte</translation>
    </message>
    <message>
        <source>Frames of the path</source>
        <translation>Bilder des Weges</translation>
    </message>
    <message>
        <source>Frame {row} of {z}.</source>
        <translation>Bild {row} von {z}.</translation>
    </message>
    <message>
        <source>No model here can place all way-points.</source>
        <translation>Kein Modell hier kann alle Wegpunkte einordnen.</translation>
    </message>
    <message>
        <source>Two way-points make a morph: press P, then click on a map.</source>
        <translation>Zwei Wegpunkte ergeben einen Übergang: drücke P und klicke dann auf eine Karte.</translation>
    </message>
    <message>
        <source>Click on a map for the next way-point: two make a morph.</source>
        <translation>Klicke den nächsten Wegpunkt auf eine Karte: zwei ergeben einen Übergang.</translation>
    </message>
    <message>
        <source>Click on a map for the first way-point: two make a morph.</source>
        <translation>Klicke den ersten Wegpunkt auf eine Karte: zwei ergeben einen Übergang.</translation>
    </message>
    <message>
        <source>The length of each kind of path in pixel space, and how much longer it is than the shortest</source>
        <translation>Die Länge jeder Art von Weg im Pixelraum und wie viel länger sie ist als die kürzeste</translation>
    </message>
    <message>
        <source>Lengths of the compared kinds</source>
        <translation>Längen der verglichenen Arten</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>least</source>
        <translation>kürzeste</translation>
    </message>
    <message>
        <source>Path type</source>
        <translation>Art des Weges</translation>
    </message>
    <message>
        <source>Show the film</source>
        <translation>Film einblenden</translation>
    </message>
    <message>
        <source>Reverse the path</source>
        <translation>Weg umkehren</translation>
    </message>
    <message>
        <source>A morph between two samples picked at random (Shift+R)</source>
        <translation>Ein Übergang zwischen zwei zufälligen Beispielen (Shift+R)</translation>
    </message>
    <message>
        <source>Surprise me</source>
        <translation>Überrasche mich</translation>
    </message>
    <message>
        <source>A random path, and the path reversed</source>
        <translation>Ein zufälliger Weg, und der Weg umgekehrt</translation>
    </message>
    <message>
        <source>The path begins here</source>
        <translation>Hier beginnt der Weg</translation>
    </message>
    <message>
        <source>The path ends here</source>
        <translation>Hier endet der Weg</translation>
    </message>
    <message>
        <source>At the probe</source>
        <translation>An der Sonde</translation>
    </message>
    <message>
        <source>From your drawing</source>
        <translation>Aus deiner Zeichnung</translation>
    </message>
    <message>
        <source>Reverse the path; {n} way-points between the ends, seen in Path mode (P)</source>
        <translation>Weg umkehren; {n} Wegpunkte zwischen den Enden, zu sehen im Modus Weg (P)</translation>
    </message>
    <message>
        <source>Solid: how much the picture changes from one point of the path to the next (Euclidean distance of all pixels, each from 0 to 1). Dashed: distance to the nearest stored code (latent units), on its own scale. Below: the class of the nearest code. Click or drag to move the playhead.</source>
        <translation>Durchgezogen: wie stark sich das Bild von einem Punkt des Weges zum nächsten ändert (euklidischer Abstand aller Pixel, jedes von 0 bis 1). Gestrichelt: Abstand zum nächsten gespeicherten Code (latente Einheiten), mit eigener Skala. Darunter: die Klasse des nächsten Codes. Klicken oder Ziehen bewegt den Abspielkopf.</translation>
    </message>
    <message>
        <source>What is measured along the path</source>
        <translation>Was entlang des Weges gemessen wird</translation>
    </message>
    <message>
        <source>t = {t} · step {step}</source>
        <translation>t = {t} · Schritt {step}</translation>
    </message>
    <message>
        <source> · nearest code{name} {tiny} away</source>
        <translation> · nächster Code{name} {tiny} entfernt</translation>
    </message>
    <message>
        <source>no path here</source>
        <translation>hier kein Weg</translation>
    </message>
    <message>
        <source>being measured …</source>
        <translation>wird gemessen …</translation>
    </message>
    <message>
        <source>being traced …</source>
        <translation>wird verfolgt …</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Loop back to the start (Ctrl+L)</source>
        <translation>Zurück zum Anfang schließen (Ctrl+L)</translation>
    </message>
    <message>
        <source>Constant speed: the picture changes equally in every step, rather than z (Y)</source>
        <translation>Gleichmäßiges Tempo: in jedem Schritt ändert sich das Bild gleich viel, nicht z (Y)</translation>
    </message>
    <message>
        <source>Weight: how strongly a data-following path is drawn to the codes; 0 is the shortest path</source>
        <translation>Gewicht: wie stark der Weg zu den Codes gezogen wird; 0 ist der kürzeste Weg</translation>
    </message>
    <message>
        <source>Frames of the film</source>
        <translation>Bilder des Films</translation>
    </message>
    <message>
        <source>{n} frames</source>
        <translation>{n} Bilder</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Rückgängig (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Wiederherstellen (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Save the film: GIF, WebP, APNG, MP4 or numbers (Shift+E)</source>
        <translation>Film speichern: GIF, WebP, APNG, MP4 oder Zahlen (Shift+E)</translation>
    </message>
    <message>
        <source>Export film …</source>
        <translation>Film exportieren …</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Compare {n} ▾</source>
        <translation>{n} vergleichen ▾</translation>
    </message>
    <message>
        <source>Compare ▾</source>
        <translation>Vergleichen ▾</translation>
    </message>
    <message>
        <source>weight {weight}</source>
        <translation>Gewicht {weight}</translation>
    </message>
    <message>
        <source>Add a way-point (Shift+I); on a map: click</source>
        <translation>Wegpunkt hinzufügen (Shift+I); auf einer Karte: klicken</translation>
    </message>
    <message>
        <source>Mean of a class</source>
        <translation>Mittel einer Klasse</translation>
    </message>
    <message>
        <source>At the probe (I)</source>
        <translation>An der Sonde (I)</translation>
    </message>
    <message>
        <source>Mean of the selection</source>
        <translation>Mittel der Auswahl</translation>
    </message>
    <message>
        <source>Remove all way-points (Ctrl+Shift+Backspace)</source>
        <translation>Alle Wegpunkte entfernen (Ctrl+Shift+Backspace)</translation>
    </message>
    <message>
        <source>Mean of {name}</source>
        <translation>Mittel von {name}</translation>
    </message>
    <message>
        <source>Other kinds of path, drawn beside this one</source>
        <translation>Andere Arten von Weg, neben diesem gezeichnet</translation>
    </message>
    <message>
        <source>Left and Right move by a frame, with Shift by ten; Home and End go to the ends.</source>
        <translation>Links und Rechts gehen ein Bild weiter, mit Shift zehn; Pos1 und Ende gehen an die Enden.</translation>
    </message>
    <message>
        <source>How it plays: speed (Alt+. and Alt+,), repeat (J), easing (Shift+J), onion skin (O), number of frames (Alt+Up, Alt+Down)</source>
        <translation>Wie er läuft: Tempo (Alt+., Alt+,), Wiederholen (J), Verlauf (Shift+J), Zwiebelhaut (O), Zahl der Bilder (Alt+Up, Alt+Down)</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Ping-pong</source>
        <translation>Hin und her</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>Gleichmäßig</translation>
    </message>
    <message>
        <source>Ease in and out</source>
        <translation>Weich an- und auslaufen</translation>
    </message>
    <message>
        <source>Frames that shine through the one that is shown (O): blended for display only. Off, a preview is the model&apos;s own output, bit for bit</source>
        <translation>Bilder, die durch das gezeigte scheinen (O): nur für die Anzeige überblendet. Ohne sie ist eine Vorschau Bit für Bit, was das Modell ausgibt</translation>
    </message>
    <message>
        <source>Playhead: arrows move it by a frame, with Shift by ten</source>
        <translation>Abspielkopf: Pfeile bewegen ihn um ein Bild, mit Shift um zehn</translation>
    </message>
    <message>
        <source>Previous frame (Alt+Left)</source>
        <translation>Voriges Bild (Alt+Left)</translation>
    </message>
    <message>
        <source>Next frame (Alt+Right)</source>
        <translation>Nächstes Bild (Alt+Right)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Repeat (J)</source>
        <translation>Wiederholen (J)</translation>
    </message>
    <message>
        <source>No onion skin</source>
        <translation>Keine Zwiebelhaut</translation>
    </message>
    <message>
        <source>Onion ± {k}</source>
        <translation>Zwiebel ± {k}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Space)</translation>
    </message>
    <message>
        <source>Play the morph (Space)</source>
        <translation>Den Übergang abspielen (Space)</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>± 1 frame</source>
        <translation>± 1 Bild</translation>
    </message>
    <message>
        <source>± {n} frames</source>
        <translation>± {n} Bilder</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Easing</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Way-points</source>
        <translation>Wegpunkte</translation>
    </message>
    <message>
        <source>Way-point {name}</source>
        <translation>Wegpunkt {name}</translation>
    </message>
    <message>
        <source>{name}: click to choose, drag (or Ctrl and an arrow) to reorder, Del to remove</source>
        <translation>{name}: klicken zum Wählen, ziehen (oder Ctrl und ein Pfeil) zum Umordnen, Entf zum Entfernen</translation>
    </message>
    <message>
        <source>Move to the probe</source>
        <translation>Zur Sonde rücken</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Nach vorn</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Nach hinten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source> · {found} more here, click again for the next</source>
        <translation> · {found} weitere hier, nochmals klicken für den nächsten</translation>
    </message>
    <message>
        <source>{name} · drag to move · click, then Del to remove{more}</source>
        <translation>{name} · ziehen zum Bewegen · klicken, dann Entf zum Entfernen{more}</translation>
    </message>
    <message>
        <source>There is a path already</source>
        <translation>Es gibt schon einen Weg</translation>
    </message>
    <message>
        <source>Add to this path</source>
        <translation>An diesen Weg anfügen</translation>
    </message>
    <message>
        <source>Start a new path here</source>
        <translation>Hier einen neuen Weg beginnen</translation>
    </message>
    <message>
        <source>compared paths</source>
        <translation>verglichene Wege</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>constant speed</source>
        <translation>gleichmäßiges Tempo</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>number of frames</source>
        <translation>Zahl der Bilder</translation>
    </message>
    <message>
        <source>at {names}</source>
        <translation>bei {names}</translation>
    </message>
    <message>
        <source>from {first} to {last}</source>
        <translation>von {first} nach {last}</translation>
    </message>
    <message>
        <source>from {first} to {last} and back to {first}</source>
        <translation>von {first} nach {last} und zurück nach {first}</translation>
    </message>
    <message>
        <source>1 frame</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{frames} before and after shine through, fainter the farther away they are: every pixel shows the strongest of them. Blended for display only.</source>
        <translation>{frames} davor und danach scheinen durch, umso schwächer, je weiter sie weg sind: jedes Pixel zeigt das stärkste von ihnen. Nur für die Anzeige überblendet.</translation>
    </message>
    <message>
        <source>length {length} · step mean {mean}, max {most}</source>
        <translation>Länge {length} · Schritt im Mittel {mean}, höchstens {most}</translation>
    </message>
    <message>
        <source>farthest from codes {tiny}</source>
        <translation>am weitesten von Codes {tiny}</translation>
    </message>
    <message>
        <source>path {label}</source>
        <translation>Weg {label}</translation>
    </message>
    <message>
        <source>another kind of path</source>
        <translation>eine andere Art von Weg</translation>
    </message>
    <message>
        <source>the path</source>
        <translation>der Weg</translation>
    </message>
    <message>
        <source>add way-point {letter}</source>
        <translation>Wegpunkt {letter} hinzufügen</translation>
    </message>
    <message>
        <source>remove way-point {letter}</source>
        <translation>Wegpunkt {letter} entfernen</translation>
    </message>
    <message>
        <source>remove all way-points</source>
        <translation>alle Wegpunkte entfernen</translation>
    </message>
    <message>
        <source>another path</source>
        <translation>ein anderer Weg</translation>
    </message>
    <message>
        <source>move way-point {letter}</source>
        <translation>Wegpunkt {letter} bewegen</translation>
    </message>
    <message>
        <source>reverse the path</source>
        <translation>den Weg umkehren</translation>
    </message>
    <message>
        <source>change the order of the way-points</source>
        <translation>die Reihenfolge der Wegpunkte ändern</translation>
    </message>
    <message>
        <source>near {name}</source>
        <translation>nahe {name}</translation>
    </message>
    <message>
        <source>your drawing</source>
        <translation>deine Zeichnung</translation>
    </message>
    <message>
        <source>mean of {names}</source>
        <translation>Mittel von {names}</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>mean of selection</source>
        <translation>Mittel der Auswahl</translation>
    </message>
</context>
<context>
    <name>pictures</name>
    <message>
        <source>Your pictures</source>
        <translation>Deine Bilder</translation>
    </message>
    <message>
        <source>A ring where each picture of the strip lies</source>
        <translation>Ein Ring, wo jedes Bild des Streifens liegt</translation>
    </message>
    <message>
        <source>Open pictures…</source>
        <translation>Bilder öffnen …</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>Bild einfügen</translation>
    </message>
    <message>
        <source>No two pictures are encoded yet.</source>
        <translation>Noch sind keine zwei Bilder kodiert.</translation>
    </message>
    <message>
        <source>The first {n} pictures are way-points: a path has no more.</source>
        <translation>Die ersten {n} Bilder sind Wegpunkte: mehr hat ein Weg nicht.</translation>
    </message>
    <message>
        <source>There is no picture in what was given.</source>
        <translation>Darin ist kein Bild.</translation>
    </message>
    <message>
        <source>{n} of {total} pictures could not be read: {names}</source>
        <translation>{n} von {total} Bildern konnten nicht gelesen werden: {names}</translation>
    </message>
    <message>
        <source>1 of {total} pictures could not be read: {names}</source>
        <translation>1 von {total} Bildern konnte nicht gelesen werden: {names}</translation>
    </message>
    <message>
        <source>The clipboard holds no picture: copy one, or drop its file on the window.</source>
        <translation>In der Zwischenablage ist kein Bild: kopiere eines oder zieh seine Datei auf das Fenster.</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Bilder ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>Bilder öffnen</translation>
    </message>
    <message>
        <source>there is no strip of pictures yet: drop several on the window</source>
        <translation>noch kein Bilderstreifen: ziehe mehrere Bilder auf das Fenster</translation>
    </message>
    <message>
        <source>this model did not encode the pictures</source>
        <translation>dieses Modell hat die Bilder nicht kodiert</translation>
    </message>
    <message>
        <source>A path through all of them, in their order; undo takes it back</source>
        <translation>Ein Weg durch alle, in ihrer Reihenfolge; Rückgängig nimmt ihn zurück</translation>
    </message>
    <message>
        <source>All as way-points</source>
        <translation>Alle als Wegpunkte</translation>
    </message>
    <message>
        <source>Encode the whole folder by the model of the active map: it becomes a model (Shift+K)</source>
        <translation>Den ganzen Ordner mit dem Modell der aktiven Karte kodieren: er wird ein Modell (Shift+K)</translation>
    </message>
    <message>
        <source>Encode all…</source>
        <translation>Alle kodieren …</translation>
    </message>
    <message>
        <source>Take the strip away; the drawing stays</source>
        <translation>Den Streifen wegnehmen; die Zeichnung bleibt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>{n} of {total} read …</source>
        <translation>{n} von {total} gelesen …</translation>
    </message>
    <message>
        <source>{n}; below each: {models}</source>
        <translation>{n}; darunter jeweils: {models}</translation>
    </message>
    <message>
        <source>the first {n} of {total:,}</source>
        <translation>die ersten {n} von {total:,}</translation>
    </message>
    <message>
        <source>{n} could not be read and are left out</source>
        <translation>{n} waren nicht lesbar und fehlen hier</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Your pictures, over what every model makes of them: arrows go through them</source>
        <translation>Deine Bilder, über dem, was jedes Modell daraus macht: Pfeiltasten gehen sie durch</translation>
    </message>
    <message>
        <source>{name}: MSE {error}</source>
        <translation>{name}: MSE {error}</translation>
    </message>
</context>
<context>
    <name>planes</name>
    <message>
        <source>Fade by distance</source>
        <translation>Mit dem Abstand verblassen</translation>
    </message>
    <message>
        <source>Codes far from the plane are fainter</source>
        <translation>Codes fern der Schnittebene sind blasser</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>The latent coordinates</source>
        <translation>Die latenten Koordinaten</translation>
    </message>
    <message>
        <source>Planes and sliders</source>
        <translation>Schnitte und Regler</translation>
    </message>
    <message>
        <source>Planes</source>
        <translation>Schnitte</translation>
    </message>
    <message>
        <source>Planes of a latent space of any dimension, a slider for each (Z)</source>
        <translation>Schnittebenen eines latenten Raums beliebiger Dimension, ein Regler je Dimension (Z)</translation>
    </message>
    <message>
        <source>Choose two different dimensions, z1 to z{d}.</source>
        <translation>Wähle zwei verschiedene Dimensionen, z1 bis z{d}.</translation>
    </message>
    <message>
        <source>This model stores no codes to find principal directions of.</source>
        <translation>Dieses Modell speichert keine Codes, deren Hauptrichtungen man finden könnte.</translation>
    </message>
    <message>
        <source>There is nothing to start from yet: point at a map first.</source>
        <translation>Es gibt noch nichts, wo es beginnen kann: zeige zuerst auf eine Karte.</translation>
    </message>
    <message>
        <source>Set way-points of a path and point at a map first.</source>
        <translation>Setze zuerst Wegpunkte eines Weges und zeige auf eine Karte.</translation>
    </message>
    <message>
        <source>No plane: {error}</source>
        <translation>Keine Schnittebene: {error}</translation>
    </message>
    <message>
        <source>the mean KL of its posteriors to N(0, 1)</source>
        <translation>die mittlere KL seiner Posteriors zu N(0, 1)</translation>
    </message>
    <message>
        <source>the variance of its codes</source>
        <translation>die Varianz seiner Codes</translation>
    </message>
    <message>
        <source>{name}: {usage} is {what}</source>
        <translation>{name}: {usage} ist {what}</translation>
    </message>
    <message>
        <source>{name}: the central 99 % of its codes, {ends}</source>
        <translation>{name}: die mittleren 99 % seiner Codes, {ends}</translation>
    </message>
    <message>
        <source>{name} keeps its value wherever the probe goes</source>
        <translation>{name} behält seinen Wert, wohin die Sonde auch geht</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <source>{name} swept, the rest as probed; click to go there</source>
        <translation>{name} durchlaufen, der Rest wie an der Sonde; klicken, um dorthin zu gehen</translation>
    </message>
    <message>
        <source>near {name}</source>
        <translation>nahe {name}</translation>
    </message>
    <message>
        <source>a code</source>
        <translation>ein Code</translation>
    </message>
    <message>
        <source>sample {sample}</source>
        <translation>Beispiel {sample}</translation>
    </message>
    <message>
        <source>above two dimensions only</source>
        <translation>nur über zwei Dimensionen</translation>
    </message>
    <message>
        <source>Which plane of the latent space a map shows, and a slider for each dimension.</source>
        <translation>Welche Schnittebene des latenten Raums eine Karte zeigt, und ein Regler für jede Dimension.</translation>
    </message>
    <message>
        <source>Left map</source>
        <translation>Linke Karte</translation>
    </message>
    <message>
        <source>Right map</source>
        <translation>Rechte Karte</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Dimension to the right</source>
        <translation>Dimension nach rechts</translation>
    </message>
    <message>
        <source>Dimension upwards</source>
        <translation>Dimension nach oben</translation>
    </message>
    <message>
        <source>The plane of the codes&apos; two leading principal directions</source>
        <translation>Die Ebene der zwei ersten Hauptrichtungen der Codes</translation>
    </message>
    <message>
        <source>Move the plane to the parallel one through the probed code</source>
        <translation>Die Ebene parallel durch den Code an der Sonde verschieben</translation>
    </message>
    <message>
        <source>To probe</source>
        <translation>Zur Sonde</translation>
    </message>
    <message>
        <source>Probe the mean of the codes; frozen dimensions stay</source>
        <translation>Den Mittelwert der Codes zeigen; festgehaltene Dimensionen bleiben</translation>
    </message>
    <message>
        <source>Reset to the mean</source>
        <translation>Zurück zum Mittelwert</translation>
    </message>
    <message>
        <source>corners: {names}</source>
        <translation>Ecken: {names}</translation>
    </message>
    <message>
        <source>one dimension: the map is a line</source>
        <translation>eine Dimension: die Karte ist eine Linie</translation>
    </message>
    <message>
        <source>by KL, nats</source>
        <translation>nach KL, Nats</translation>
    </message>
    <message>
        <source>by variance</source>
        <translation>nach Varianz</translation>
    </message>
    <message>
        <source>The {most} of {d} dimensions that are used most.</source>
        <translation>Die {most} am meisten genutzten von {d} Dimensionen.</translation>
    </message>
    <message>
        <source>axis</source>
        <translation>Achse</translation>
    </message>
    <message>
        <source>Add the probed sample</source>
        <translation>Beispiel an der Sonde hinzufügen</translation>
    </message>
    <message>
        <source>A, B and the probe</source>
        <translation>A, B und die Sonde</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Three samples ▾</source>
        <translation>Drei Beispiele ▾</translation>
    </message>
    <message>
        <source>The plane through three codes</source>
        <translation>Die Ebene durch drei Codes</translation>
    </message>
</context>
<context>
    <name>points</name>
    <message>
        <source>Class {k} on or off</source>
        <translation>Klasse {k} ein oder aus</translation>
    </message>
    <message>
        <source>Class {k} alone</source>
        <translation>Nur Klasse {k}</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>One dot for each stored image</source>
        <translation>Ein Punkt für jedes gespeicherte Bild</translation>
    </message>
    <message>
        <source>Class labels</source>
        <translation>Klassennamen</translation>
    </message>
    <message>
        <source>Each class at the median of its codes</source>
        <translation>Jede Klasse am Median ihrer Codes</translation>
    </message>
    <message>
        <source>Mini-map</source>
        <translation>Übersichtskarte</translation>
    </message>
    <message>
        <source>The whole map, while you are zoomed in</source>
        <translation>Die ganze Karte, während du hineingezoomt hast</translation>
    </message>
    <message>
        <source>Codes: colours and filters</source>
        <translation>Codes: Farben und Filter</translation>
    </message>
    <message>
        <source>Colours, size and filters of the codes (C)</source>
        <translation>Farben, Größe und Filter der Codes (C)</translation>
    </message>
    <message>
        <source>drag to pan, wheel to zoom, click to freeze the pointer</source>
        <translation>ziehen verschiebt, Rad zoomt, Klick hält den Zeiger fest</translation>
    </message>
    <message>
        <source>your drawing appears on the maps while you draw</source>
        <translation>deine Zeichnung erscheint auf den Karten, während du zeichnest</translation>
    </message>
    <message>
        <source>click adds a way-point, drag a ring to move it</source>
        <translation>Klick fügt einen Wegpunkt hinzu, ein Ring lässt sich ziehen</translation>
    </message>
    <message>
        <source>click to freeze the pointer</source>
        <translation>Klick hält den Zeiger fest</translation>
    </message>
    <message>
        <source>Class {whole}</source>
        <translation>Klasse {whole}</translation>
    </message>
    <message>
        <source>{name} images</source>
        <translation>{name}: Bilder</translation>
    </message>
    <message>
        <source>{whole}: click to hide or show, Shift+click to show it alone</source>
        <translation>{whole}: klicken blendet aus oder ein, Shift+Klick zeigt nur diese</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Training or test</source>
        <translation>Training oder Test</translation>
    </message>
    <message>
        <source>Posterior σ</source>
        <translation>Posterior σ</translation>
    </message>
    <message>
        <source>Reconstruction error</source>
        <translation>Rekonstruktionsfehler</translation>
    </message>
    <message>
        <source>Reconstruction term</source>
        <translation>Rekonstruktionsterm</translation>
    </message>
    <message>
        <source>PCA&apos;s reconstruction error</source>
        <translation>Rekonstruktionsfehler der PCA</translation>
    </message>
    <message>
        <source>latent units, geometric mean</source>
        <translation>latente Einheiten, geometrisches Mittel</translation>
    </message>
    <message>
        <source>squared error a pixel</source>
        <translation>quadratischer Fehler je Pixel</translation>
    </message>
    <message>
        <source>nats an image</source>
        <translation>Nats je Bild</translation>
    </message>
    <message>
        <source>an autoencoder has no posterior</source>
        <translation>ein Autoencoder hat keinen Posterior</translation>
    </message>
    <message>
        <source>its points file has no column {name}</source>
        <translation>seine Punktdatei hat keine Spalte {name}</translation>
    </message>
    <message>
        <source>no codes are stored</source>
        <translation>es sind keine Codes gespeichert</translation>
    </message>
    <message>
        <source>no code has a value</source>
        <translation>kein Code hat einen Wert</translation>
    </message>
    <message>
        <source>all at {low}</source>
        <translation>alle bei {low}</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>Only images it was trained on</source>
        <translation>Nur Bilder, mit denen trainiert wurde</translation>
    </message>
    <message>
        <source>Only images it never saw</source>
        <translation>Nur Bilder, die es nie sah</translation>
    </message>
    <message>
        <source>Colours, sizes and filters of the stored codes.</source>
        <translation>Farben, Größen und Filter der gespeicherten Codes.</translation>
    </message>
    <message>
        <source>What the codes are coloured by</source>
        <translation>Wonach die Codes gefärbt sind</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Färben nach</translation>
    </message>
    <message>
        <source>Size of a code</source>
        <translation>Größe eines Codes</translation>
    </message>
    <message>
        <source>Opacity of the codes</source>
        <translation>Deckkraft der Codes</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>Codes whose value is {title} this are shown</source>
        <translation>Codes, deren Wert {title} dies ist, werden gezeigt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Take back every filter: classes, images and values</source>
        <translation>Alle Filter zurücknehmen: Klassen, Bilder und Werte</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>no map on screen has it</source>
        <translation>keine sichtbare Karte hat es</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Colour by a number to filter by its values.</source>
        <translation>Färbe nach einer Zahl, um nach ihren Werten zu filtern.</translation>
    </message>
    <message>
        <source>{title} of the codes that are shown</source>
        <translation>{title} der gezeigten Codes</translation>
    </message>
    <message>
        <source>{title} has no two values to filter by.</source>
        <translation>{title} hat keine zwei Werte, nach denen man filtern kann.</translation>
    </message>
</context>
<context>
    <name>posterior</name>
    <message>
        <source>Posteriors</source>
        <translation>Posteriors</translation>
    </message>
    <message>
        <source>How sure the encoder is: 1 σ of some codes</source>
        <translation>Wie sicher der Encoder ist: 1 σ einiger Codes</translation>
    </message>
    <message>
        <source>Posterior card</source>
        <translation>Posterior-Feld</translation>
    </message>
    <message>
        <source>z = μ + σ × ε and 64 draws, with its card</source>
        <translation>z = μ + σ × ε und 64 Ziehungen, mit ihrem Feld</translation>
    </message>
    <message>
        <source>Posterior: draw z, the losses</source>
        <translation>Posterior: z ziehen, die Verluste</translation>
    </message>
    <message>
        <source>Posterior</source>
        <translation>Posterior</translation>
    </message>
    <message>
        <source>The posterior of one image: draw z = μ + σ × ε yourself, and see its losses (Shift+P)</source>
        <translation>Der Posterior eines Bildes: ziehe z = μ + σ × ε selbst und sieh seine Verluste (Shift+P)</translation>
    </message>
    <message>
        <source>{draws} images of {size} px are more than the card can hold.</source>
        <translation>{draws} Bilder zu {size} px sind mehr, als hier Platz haben.</translation>
    </message>
    <message>
        <source>No image is stored with this sample: the draws are made of its stored μ and σ.</source>
        <translation>Zu diesem Beispiel ist kein Bild gespeichert: die Ziehungen kommen aus seinem gespeicherten μ und σ.</translation>
    </message>
    <message>
        <source>The same image, encoded 64 times, and a z drawn each time: an AE&apos;s variance is exactly 0</source>
        <translation>Dasselbe Bild, 64-mal kodiert, und jedes Mal ein z gezogen: die Varianz eines AE ist genau 0</translation>
    </message>
    <message>
        <source>The seed of the 64 draws: the same seed, the same draws</source>
        <translation>Der Startwert der 64 Ziehungen: gleicher Startwert, gleiche Ziehungen</translation>
    </message>
    <message>
        <source>64 other draws: the next seed (Alt+A)</source>
        <translation>64 andere Ziehungen: der nächste Startwert (Alt+A)</translation>
    </message>
    <message>
        <source>Draw &amp;again</source>
        <translation>&amp;Andere ziehen</translation>
    </message>
    <message>
        <source>Play through the 64 draws: ε takes each, and the picture and the map follow (Alt+T)</source>
        <translation>Die 64 Ziehungen durchlaufen: ε nimmt jede an, Bild und Karte folgen (Alt+T)</translation>
    </message>
    <message>
        <source>Play &amp;through</source>
        <translation>Durchlaufen (&amp;T)</translation>
    </message>
    <message>
        <source>The loss of this one image, in nats, summed over its pixels</source>
        <translation>Der Verlust dieses einen Bildes, in Nats, über seine Pixel summiert</translation>
    </message>
    <message>
        <source>σ of a pixel</source>
        <translation>σ eines Pixels</translation>
    </message>
    <message>
        <source>Encoded 64 times</source>
        <translation>64-mal kodiert</translation>
    </message>
    <message>
        <source>Loss of this image, nats</source>
        <translation>Verlust dieses Bildes, Nats</translation>
    </message>
    <message>
        <source>64 draws</source>
        <translation>64 Ziehungen</translation>
    </message>
    <message>
        <source>64 draws of z, decoded, map {index}. Click one, or use the arrow keys, to take its ε</source>
        <translation>64 Ziehungen von z, dekodiert, Karte {index}. Klicke eine an oder nimm die Pfeiltasten, um ihr ε zu nehmen</translation>
    </message>
    <message>
        <source>The mean of the 64 decodes, pixel by pixel</source>
        <translation>Das Mittel der 64 dekodierten Bilder, Pixel für Pixel</translation>
    </message>
    <message>
        <source>How much each pixel varies: the standard deviation over the 64 decodes</source>
        <translation>Wie stark jedes Pixel schwankt: die Standardabweichung über die 64 dekodierten Bilder</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>std. deviation</source>
        <translation>Std.-Abweichung</translation>
    </message>
    <message>
        <source>{tooltip}, map {index}</source>
        <translation>{tooltip}, Karte {index}</translation>
    </message>
    <message>
        <source>The noise ε, in units of σ</source>
        <translation>Das Rauschen ε, in Einheiten von σ</translation>
    </message>
    <message>
        <source>Drag ε, in units of σ. Arrows move it, with Shift finely; Home is 0, where z = μ</source>
        <translation>Ziehe ε, in Einheiten von σ. Pfeile bewegen es, mit Shift fein; Pos1 ist 0, wo z = μ</translation>
    </message>
    <message>
        <source>It cannot encode a drawing: {why}.</source>
        <translation>Es kann keine Zeichnung kodieren: {why}.</translation>
    </message>
    <message>
        <source>Draw something first (D).</source>
        <translation>Zeichne zuerst etwas (D).</translation>
    </message>
    <message>
        <source>your drawing</source>
        <translation>deine Zeichnung</translation>
    </message>
    <message>
        <source>It stores no codes: draw something instead (D).</source>
        <translation>Es speichert keine Codes: zeichne stattdessen etwas (D).</translation>
    </message>
    <message>
        <source>There is no sample at the probe: point at a map.</source>
        <translation>An der Sonde ist kein Beispiel: zeige auf eine Karte.</translation>
    </message>
    <message>
        <source>sample {row:,}</source>
        <translation>Beispiel {row:,}</translation>
    </message>
    <message>
        <source>No model here has a σ, so ε changes nothing: open a VAE.</source>
        <translation>Kein Modell hier hat ein σ, also ändert ε nichts: öffne einen VAE.</translation>
    </message>
    <message>
        <source>The dimension across the pad</source>
        <translation>Die Dimension quer</translation>
    </message>
    <message>
        <source>The dimension up the pad</source>
        <translation>Die Dimension nach oben</translation>
    </message>
    <message>
        <source>Zoom in on the ellipses at 2 σ (Alt+Z); 0 fits the map again</source>
        <translation>Zu den Ellipsen bei 2 σ zoomen (Alt+Z); 0 zeigt wieder die ganze Karte</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom</translation>
    </message>
    <message>
        <source>Back to z = μ (Home on the pad)</source>
        <translation>Zurück zu z = μ (Pos1 auf dem Feld)</translation>
    </message>
    <message>
        <source>the others fixed</source>
        <translation>die anderen fest</translation>
    </message>
    <message>
        <source>the others 0</source>
        <translation>die anderen 0</translation>
    </message>
    <message>
        <source>The decoded image of z = μ + σ × ε</source>
        <translation>Das dekodierte Bild von z = μ + σ × ε</translation>
    </message>
    <message>
        <source>The decoded image of z, map {i}</source>
        <translation>Das dekodierte Bild von z, Karte {i}</translation>
    </message>
    <message>
        <source>z of map {i}, worked out</source>
        <translation>z von Karte {i}, ausgerechnet</translation>
    </message>
    <message>
        <source>Draw z = μ + σ × ε yourself, and read the terms of the loss.</source>
        <translation>Ziehe z = μ + σ × ε selbst und lies die Terme des Verlusts.</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>Deine Zeichnung</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>The posterior of your drawing</source>
        <translation>Der Posterior deiner Zeichnung</translation>
    </message>
    <message>
        <source>The posterior of the sample at the probe; a click on a map holds it</source>
        <translation>Der Posterior des Beispiels an der Sonde; ein Klick auf eine Karte hält es fest</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>The variance of the mean over the images is above 0.01</source>
        <translation>Die Varianz des Mittelwerts über die Bilder ist über 0.01</translation>
    </message>
    <message>
        <source>Posteriors at 1 σ, to scale</source>
        <translation>Posteriors bei 1 σ, maßstäblich</translation>
    </message>
    <message>
        <source>this model has no posterior</source>
        <translation>dieses Modell hat keinen Posterior</translation>
    </message>
    <message>
        <source>needs stored codes</source>
        <translation>braucht gespeicherte Codes</translation>
    </message>
    <message>
        <source>{n:,} samples</source>
        <translation>{n:,} Beispiele</translation>
    </message>
    <message>
        <source>{n:,} selected</source>
        <translation>{n:,} ausgewählt</translation>
    </message>
    <message>
        <source>{shown} of {of}</source>
        <translation>{shown} von {of}</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>Kreuzentropie</translation>
    </message>
    <message>
        <source>squared error ÷ 0.1, without its constant</source>
        <translation>quadratischer Fehler ÷ 0.1, ohne seine Konstante</translation>
    </message>
    <message>
        <source>squared error, summed</source>
        <translation>quadratischer Fehler, summiert</translation>
    </message>
    <message>
        <source>{name} uses {n} of the {d} numbers of its code: over the images their means vary.</source>
        <translation>{name} nutzt {n} der {d} Zahlen seines Codes: über die Bilder ändern sich ihre Mittelwerte.</translation>
    </message>
    <message>
        <source>{name}: no σ, z = μ = {mu}</source>
        <translation>{name}: kein σ, z = μ = {mu}</translation>
    </message>
    <message>
        <source>, {lines} of {d} dimensions</source>
        <translation>, {lines} von {d} Dimensionen</translation>
    </message>
    <message>
        <source>variance of μ</source>
        <translation>Varianz von μ</translation>
    </message>
    <message>
        <source>variance of {name}</source>
        <translation>Varianz von {name}</translation>
    </message>
    <message>
        <source>σ² of {name}</source>
        <translation>σ² von {name}</translation>
    </message>
    <message>
        <source>variance of a pixel</source>
        <translation>Varianz eines Pixels</translation>
    </message>
    <message>
        <source>not encoded</source>
        <translation>nicht kodiert</translation>
    </message>
    <message>
        <source>not defined</source>
        <translation>nicht definiert</translation>
    </message>
    <message>
        <source>reconstruction at μ</source>
        <translation>Rekonstruktion bei μ</translation>
    </message>
    <message>
        <source>the same in bits</source>
        <translation>dasselbe in Bit</translation>
    </message>
    <message>
        <source>mean of 64 draws</source>
        <translation>Mittel aus 64 Ziehungen</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>β × KL</source>
        <translation>β × KL</translation>
    </message>
    <message>
        <source>−ELBO at μ</source>
        <translation>−ELBO bei μ</translation>
    </message>
    <message>
        <source>−ELBO, 64 draws</source>
        <translation>−ELBO, 64 Ziehungen</translation>
    </message>
    <message>
        <source>code penalty (L2)</source>
        <translation>Codestrafe (L2)</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>MSE per pixel at μ</source>
        <translation>MSE je Pixel bei μ</translation>
    </message>
    <message>
        <source>{name}: no image is stored with this sample, so it has no reconstruction term.</source>
        <translation>{name}: zu diesem Beispiel ist kein Bild gespeichert, daher gibt es keinen Rekonstruktionsterm.</translation>
    </message>
    <message>
        <source>{name}: {lack}, so only its MSE is known.</source>
        <translation>{name}: {lack}, daher ist nur die MSE bekannt.</translation>
    </message>
    <message>
        <source>{name}: its decoder leaves [0, 1], so there is no {terms}.</source>
        <translation>{name}: der Decoder verlässt [0, 1], daher gibt es dies nicht: {terms}.</translation>
    </message>
    <message>
        <source>The KL of each dimension counts as at least {free_bits:g} nats.</source>
        <translation>Die KL jeder Dimension zählt mindestens {free_bits:g} Nats.</translation>
    </message>
    <message>
        <source>Do not compare nats of different terms; compare the MSE.</source>
        <translation>Vergleiche keine Nats verschiedener Terme; vergleiche die MSE.</translation>
    </message>
</context>
<context>
    <name>previews</name>
    <message>
        <source>your drawing</source>
        <translation>deine Zeichnung</translation>
    </message>
    <message>
        <source>what the decoder shows now</source>
        <translation>was der Decoder jetzt zeigt</translation>
    </message>
    <message>
        <source>There is no path yet: set way-points in Path mode (P)</source>
        <translation>Es gibt noch keinen Weg: setze Wegpunkte im Modus Weg (P)</translation>
    </message>
    <message>
        <source>Nothing is drawn yet: draw in Draw mode (D)</source>
        <translation>Es ist noch nichts gezeichnet: zeichne im Modus Zeichnen (D)</translation>
    </message>
    <message>
        <source>No model on screen reads drawings: none makes pictures</source>
        <translation>Kein Modell auf dem Bildschirm liest Zeichnungen: keines macht Bilder</translation>
    </message>
    <message>
        <source>No code of your drawing is known yet: this model has no encoder</source>
        <translation>Noch ist kein Code der Zeichnung bekannt: Dieses Modell hat keinen Encoder</translation>
    </message>
    <message>
        <source>This model reads no drawings: {why}.</source>
        <translation>Dieses Modell liest keine Zeichnungen: {why}.</translation>
    </message>
    <message>
        <source>This model cannot place the path.</source>
        <translation>Dieses Modell kann den Weg nicht einordnen.</translation>
    </message>
    <message>
        <source>The codes of this model are of other images than the other map&apos;s.</source>
        <translation>Die Codes dieses Modells sind von anderen Bildern als die der anderen Karte.</translation>
    </message>
    <message>
        <source>Without stored codes there is nothing to link the maps by.</source>
        <translation>Ohne gespeicherte Codes gibt es nichts, was die Karten verbindet.</translation>
    </message>
    <message>
        <source>the code of your drawing</source>
        <translation>der Code deiner Zeichnung</translation>
    </message>
    <message>
        <source>, ± {onion} frames</source>
        <translation>, ± {onion} Bilder</translation>
    </message>
    <message>
        <source>on the path{skins}</source>
        <translation>auf dem Weg{skins}</translation>
    </message>
    <message>
        <source>could not be decoded: {error}</source>
        <translation>konnte nicht dekodiert werden: {error}</translation>
    </message>
    <message>
        <source>could not be decoded: {why}</source>
        <translation>konnte nicht dekodiert werden: {why}</translation>
    </message>
    <message>
        <source>The code under the pointer, or where it was frozen by a click; pointing at a map chooses this</source>
        <translation>Der Code unter dem Zeiger oder wo ein Klick ihn festhält; wer auf eine Karte zeigt, wählt dies</translation>
    </message>
    <message>
        <source>The code under the playhead of the path; playing and moving the playhead choose this</source>
        <translation>Der Code unter dem Abspielkopf des Weges; Abspielen und Bewegen des Kopfes wählen dies</translation>
    </message>
    <message>
        <source>The code that each model&apos;s encoder gives to your drawing; drawing chooses this</source>
        <translation>Der Code, den der Encoder jedes Modells deiner Zeichnung gibt; Zeichnen wählt dies</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>Zeiger</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>Deine Zeichnung</translation>
    </message>
    <message>
        <source>Show each of the decoder&apos;s pixels as a square, without blending between them</source>
        <translation>Jedes Pixel des Decoders als Quadrat zeigen, ohne Übergänge dazwischen</translation>
    </message>
    <message>
        <source>What the decoder of this map makes of the code</source>
        <translation>Was der Decoder dieser Karte aus dem Code macht</translation>
    </message>
    <message>
        <source>Decoded image of pane {index}</source>
        <translation>Dekodiertes Bild von Karte {index}</translation>
    </message>
    <message>
        <source>Showing</source>
        <translation>Gezeigt wird</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>the negative evidence lower bound of an image, reconstruction loss plus KL, in nats</source>
        <translation>die negative untere Schranke der Evidenz eines Bildes, Rekonstruktionsverlust plus KL, in Nats</translation>
    </message>
    <message>
        <source>test MSE</source>
        <translation>Test-MSE</translation>
    </message>
    <message>
        <source>the squared error per pixel of a reconstruction</source>
        <translation>der quadratische Fehler je Pixel einer Rekonstruktion</translation>
    </message>
    <message>
        <source>exporting a film: {fraction:.0%}   ·   CPU</source>
        <translation>Film wird exportiert: {fraction:.0%}   ·   CPU</translation>
    </message>
    <message>
        <source>t = {t} on the path {way}</source>
        <translation>t = {t} auf dem Weg {way}</translation>
    </message>
    <message>
        <source>decode {milliseconds:.1f} ms</source>
        <translation>dekodiert in {milliseconds:.1f} ms</translation>
    </message>
    <message>
        <source>nearest sample: {name} at {distance}</source>
        <translation>nächstes Beispiel: {name} im Abstand {distance}</translation>
    </message>
    <message>
        <source>nearest sample in {d}-D: {name} at {distance}</source>
        <translation>nächstes Beispiel in {d}-D: {name} im Abstand {distance}</translation>
    </message>
    <message>
        <source>a mean over {n:,} test images</source>
        <translation>ein Mittel über {n:,} Testbilder</translation>
    </message>
    <message>
        <source>a mean over test images</source>
        <translation>ein Mittel über Testbilder</translation>
    </message>
    <message>
        <source>{title}: {headlines}, {images}; less is better. Measured when the model was made.</source>
        <translation>{title}: {headlines}, {images}; weniger ist besser. Gemessen, als das Modell gemacht wurde.</translation>
    </message>
</context>
<context>
    <name>probe</name>
    <message>
        <source>Probe</source>
        <translation>Sonde</translation>
    </message>
    <message>
        <source>Where the decoder is being read</source>
        <translation>Wo der Decoder gelesen wird</translation>
    </message>
    <message>
        <source>Unfreeze the pointer</source>
        <translation>Zeiger lösen</translation>
    </message>
    <message>
        <source>A stored sample at random</source>
        <translation>Ein zufälliges gespeichertes Beispiel</translation>
    </message>
    <message>
        <source>There are no codes on this map to pick from.</source>
        <translation>Auf dieser Karte gibt es keine Codes zur Auswahl.</translation>
    </message>
    <message>
        <source>Close this line</source>
        <translation>Diese Zeile schließen</translation>
    </message>
    <message>
        <source>no stored code near here</source>
        <translation>hier ist kein gespeicherter Code nahe</translation>
    </message>
    <message>
        <source>the same image: {name}, but for {frozen}</source>
        <translation>dasselbe Bild: {name}, bis auf {frozen}</translation>
    </message>
    <message>
        <source>the same image: {name}</source>
        <translation>dasselbe Bild: {name}</translation>
    </message>
    <message>
        <source>a stored code: {name}</source>
        <translation>ein gespeicherter Code: {name}</translation>
    </message>
    <message>
        <source>nearest: {name}, {distance} away</source>
        <translation>nächster: {name}, {distance} entfernt</translation>
    </message>
    <message>
        <source>nearest in {d}-D: {name}, {distance} away</source>
        <translation>nächster in {d}-D: {name}, {distance} entfernt</translation>
    </message>
    <message>
        <source>The nearest stored code, {name}, is {distance} away. 99 of 100 stored codes have another one within {radius}.</source>
        <translation>Der nächste gespeicherte Code, {name}, ist {distance} entfernt. 99 von 100 gespeicherten Codes haben einen anderen innerhalb von {radius}.</translation>
    </message>
    <message>
        <source>Held here. Click again or press Esc to move freely.</source>
        <translation>Hier festgehalten. Nochmals klicken oder Esc macht ihn frei.</translation>
    </message>
    <message>
        <source>Held here. Press Esc to move freely.</source>
        <translation>Hier festgehalten. Esc macht ihn frei.</translation>
    </message>
    <message>
        <source>Each dot is one digit. Move over the map: the decoder draws what lives here.</source>
        <translation>Jeder Punkt ist eine Ziffer. Geh über die Karte: der Decoder zeichnet, was hier wohnt.</translation>
    </message>
    <message>
        <source>Each dot is one image. Move over the map: the decoder draws what lives here.</source>
        <translation>Jeder Punkt ist ein Bild. Geh über die Karte: der Decoder zeichnet, was hier wohnt.</translation>
    </message>
    <message>
        <source>The same digits, placed by this model. A ring marks the one under the pointer.</source>
        <translation>Dieselben Ziffern, von diesem Modell eingeordnet. Ein Ring markiert die unter dem Zeiger.</translation>
    </message>
    <message>
        <source>The same images, placed by this model. A ring marks the one under the pointer.</source>
        <translation>Dieselben Bilder, von diesem Modell eingeordnet. Ein Ring markiert das unter dem Zeiger.</translation>
    </message>
    <message>
        <source>Under the pointer: {sample}</source>
        <translation>Unter dem Zeiger: {sample}</translation>
    </message>
</context>
<context>
    <name>recovery</name>
    <message>
        <source>What is open cannot be kept for the next start: {why}.</source>
        <translation>Was offen ist, kann nicht für den nächsten Start aufgehoben werden: {why}.</translation>
    </message>
    <message>
        <source>Nothing can be kept for the next start: {folder}: {reason}.</source>
        <translation>Nichts kann für den nächsten Start aufgehoben werden: {folder}: {reason}.</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>Der Bericht ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Copy what happened: no names, no folders</source>
        <translation>Kopieren, was geschah: keine Namen, keine Ordner</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation>Etwas Unerwartetes ist geschehen</translation>
    </message>
    <message>
        <source>
{times:,} times so far.</source>
        <translation>
{times:,}-mal bisher.</translation>
    </message>
    <message>
        <source>{said}

The window goes on. The report says what happened.{times}</source>
        <translation>{said}

Das Fenster läuft weiter. Der Bericht sagt, was geschah.{times}</translation>
    </message>
    <message>
        <source>Report of the run that ended</source>
        <translation>Bericht über das beendete Programm</translation>
    </message>
    <message>
        <source>What the program noted. Your names and folders are left out.</source>
        <translation>Was das Programm notiert hat. Deine Namen und Ordner sind weggelassen.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <source>It ended unexpectedly.</source>
        <translation>Es endete unerwartet.</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>See what went wrong, and copy it</source>
        <translation>Sehen, was schiefging, und es kopieren</translation>
    </message>
    <message>
        <source>Restore what was open</source>
        <translation>Wiederherstellen, was offen war</translation>
    </message>
    <message>
        <source>Show the models, the drawing, the path and the selection again</source>
        <translation>Modelle, Zeichnung, Weg und Auswahl wieder zeigen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>After an unexpected end</source>
        <translation>Nach einem unerwarteten Ende</translation>
    </message>
    <message>
        <source>what was open cannot be read</source>
        <translation>was offen war, ist nicht lesbar</translation>
    </message>
    <message>
        <source>Dismiss it; nothing else is lost.</source>
        <translation>Verwirf es; sonst geht nichts verloren.</translation>
    </message>
    <message>
        <source>What was open is back.</source>
        <translation>Was offen war, ist wieder da.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>The {names} is back, the rest needs its models.</source>
        <translation>Wieder da: {names}; der Rest braucht seine Modelle.</translation>
    </message>
</context>
<context>
    <name>refining</name>
    <message>
        <source>Refine this code</source>
        <translation>Diesen Code verfeinern</translation>
    </message>
    <message>
        <source>Find its code</source>
        <translation>Ihren Code suchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Best code, by search</source>
        <translation>Bester Code, durch Suche</translation>
    </message>
    <message>
        <source>Look for the code whose decode is nearest to the drawing, through decodes alone</source>
        <translation>Den Code suchen, dessen dekodiertes Bild der Zeichnung am nächsten ist, allein durch Dekodieren</translation>
    </message>
    <message>
        <source>up to {seconds} s of decodes</source>
        <translation>bis zu {seconds} s Dekodieren</translation>
    </message>
    <message>
        <source>not searched yet</source>
        <translation>noch nicht gesucht</translation>
    </message>
    <message>
        <source>{share:.0%}, {n:,} decodes</source>
        <translation>{share:.0%}, {n:,} Dekodierungen</translation>
    </message>
    <message>
        <source>no better one in {n:,} decodes</source>
        <translation>kein besserer in {n:,} Dekodierungen</translation>
    </message>
    <message>
        <source>found in {n:,} decodes</source>
        <translation>gefunden in {n:,} Dekodierungen</translation>
    </message>
</context>
<context>
    <name>samplers</name>
    <message>
        <source>Prior rings</source>
        <translation>Ringe des Priors</translation>
    </message>
    <message>
        <source>1, 2 and 3 σ of N(0, I), a VAE&apos;s prior</source>
        <translation>1, 2 und 3 σ von N(0, I), dem Prior eines VAE</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>Ziehungen</translation>
    </message>
    <message>
        <source>Random codes; hollow far from stored ones</source>
        <translation>Zufallscodes; hohl fern von gespeicherten</translation>
    </message>
    <message>
        <source>Samplers: random codes</source>
        <translation>Sampler: zufällige Codes</translation>
    </message>
    <message>
        <source>Samplers</source>
        <translation>Sampler</translation>
    </message>
    <message>
        <source>Codes drawn at random, and what each model makes of them (Shift+S)</source>
        <translation>Zufällig gezogene Codes und was jedes Modell daraus macht (Shift+S)</translation>
    </message>
    <message>
        <source>Sample again, with the next seed</source>
        <translation>Nochmals ziehen, mit dem nächsten Startwert</translation>
    </message>
    <message>
        <source>There is no model to draw codes for: open one first.</source>
        <translation>Es gibt kein Modell, für das man Codes ziehen kann: öffne zuerst eines.</translation>
    </message>
    <message>
        <source>Random codes, decoded</source>
        <translation>Zufällige Codes, dekodiert</translation>
    </message>
    <message>
        <source>the article shows draws of its own</source>
        <translation>der Artikel zeigt eigene Ziehungen</translation>
    </message>
    <message>
        <source>nothing is sampled yet (Shift+S)</source>
        <translation>noch nichts gezogen (Shift+S)</translation>
    </message>
    <message>
        <source>◆ {title}, seed {seed:,}</source>
        <translation>◆ {title}, Startwert {seed:,}</translation>
    </message>
    <message>
        <source>◇ far from every code</source>
        <translation>◇ fern von jedem Code</translation>
    </message>
    <message>
        <source>random codes</source>
        <translation>zufällige Codes</translation>
    </message>
    <message>
        <source>Codes drawn at random, and what each decoder makes of them.</source>
        <translation>Zufällig gezogene Codes und was jeder Decoder daraus macht.</translation>
    </message>
    <message>
        <source>The draws stay on the maps. Clear on the Samplers card takes them off, or the layer of that name.</source>
        <translation>Die Ziehungen bleiben auf den Karten. Leeren bei den Samplern nimmt sie weg, oder die Ebene dieses Namens.</translation>
    </message>
    <message>
        <source>How codes are chosen, for all maps</source>
        <translation>Wie Codes gewählt werden, für alle Karten</translation>
    </message>
    <message>
        <source>Width of the kernels, in units of Scott&apos;s rule: n^(−1/(d + 4)) of the codes&apos; own spread</source>
        <translation>Breite der Kerne, in Einheiten von Scotts Regel: n^(−1/(d + 4)) der Streuung der Codes</translation>
    </message>
    <message>
        <source>How many Gaussians the mixture has; there are fewer where there are not as many different codes</source>
        <translation>Wie viele Gaußverteilungen die Mischung hat; weniger, wo es nicht so viele verschiedene Codes gibt</translation>
    </message>
    <message>
        <source>The seed: with it typed again, the same codes are drawn, bit for bit</source>
        <translation>Der Startwert: wieder eingetippt, werden dieselben Codes gezogen, Bit für Bit</translation>
    </message>
    <message>
        <source>Measure {count:,} draws; the sheets show the first {shown}</source>
        <translation>{count:,} Ziehungen messen; die Blätter zeigen die ersten {shown}</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Take the draws off the maps</source>
        <translation>Die Ziehungen von den Karten nehmen</translation>
    </message>
    <message>
        <source>Draw again, with the next seed (Ctrl+R)</source>
        <translation>Nochmals ziehen, mit dem nächsten Startwert (Ctrl+R)</translation>
    </message>
    <message>
        <source>Sample {shown}</source>
        <translation>{shown} ziehen</translation>
    </message>
    <message>
        <source>draws</source>
        <translation>Ziehungen</translation>
    </message>
    <message>
        <source>{bandwidth:.2f} × Scott</source>
        <translation>{bandwidth:.2f} × Scott</translation>
    </message>
    <message>
        <source>{components} Gaussians</source>
        <translation>{components} Gaußverteilungen</translation>
    </message>
    <message>
        <source>this model has no prior</source>
        <translation>dieses Modell hat keinen Prior</translation>
    </message>
    <message>
        <source>This model stores no codes to compare with.</source>
        <translation>Dieses Modell speichert keine Codes zum Vergleichen.</translation>
    </message>
    <message>
        <source>{share:.0f} % near stored codes,</source>
        <translation>{share:.0f} % nahe gespeicherten Codes,</translation>
    </message>
    <message>
        <source>which says nothing about the picture</source>
        <translation>was nichts über das Bild sagt</translation>
    </message>
    <message>
        <source>{value:.0f} % are no class for the judge {interval};</source>
        <translation>{value:.0f} % sind für den Prüfer keine Klasse {interval};</translation>
    </message>
    <message>
        <source>{value:.0f} % are no digit for the judge {interval};</source>
        <translation>{value:.0f} % sind für den Prüfer keine Ziffer {interval};</translation>
    </message>
    <message>
        <source>of its own reconstructions {value:.1f} %</source>
        <translation>von den eigenen Rekonstruktionen {value:.1f} %</translation>
    </message>
    <message>
        <source>drawing … {fraction:.0%}</source>
        <translation>wird gezogen … {fraction:.0%}</translation>
    </message>
    <message>
        <source>drawing …</source>
        <translation>wird gezogen …</translation>
    </message>
    <message>
        <source>measuring … {share:.0%}</source>
        <translation>wird gemessen … {share:.0%}</translation>
    </message>
    <message>
        <source>{n:,} draws</source>
        <translation>{n:,} Ziehungen</translation>
    </message>
    <message>
        <source>draw {place}</source>
        <translation>Ziehung {place}</translation>
    </message>
    <message>
        <source>nearest code {tiny} away</source>
        <translation>nächster Code {tiny} entfernt</translation>
    </message>
    <message>
        <source>, far</source>
        <translation>, fern</translation>
    </message>
    <message>
        <source>The share of {n:,} draws farther than r = {radius} (latent units) from any stored code. r is the 99th percentile of the codes&apos; own distances to their nearest other, over at most {most_codes:,} of them: of the codes themselves 1 % are farther. It says how near draws are to stored codes, which for a VAE are means μ, not how good their images are.</source>
        <translation>Der Anteil von {n:,} Ziehungen, die weiter als r = {radius} (latente Einheiten) von jedem gespeicherten Code sind. r ist das 99. Perzentil der Abstände der Codes zu ihrem nächsten anderen, über höchstens {most_codes:,} von ihnen: von den Codes selbst sind 1 % weiter. Er sagt, wie nahe Ziehungen an gespeicherten Codes sind, bei einem VAE den Mittelwerten μ, nicht, wie gut ihre Bilder sind.</translation>
    </message>
    <message>
        <source>farther than {radius} from codes</source>
        <translation>weiter als {radius} von Codes</translation>
    </message>
    <message>
        <source>variety: no labels</source>
        <translation>Vielfalt: keine Klassen</translation>
    </message>
    <message>
        <source>The codes of this bundle have no labels.</source>
        <translation>Die Codes dieses Bündels haben keine Klassen.</translation>
    </message>
    <message>
        <source>How many equally frequent classes are as varied as these draws: exp of the entropy of their classes, {entropy:.2f} nats, of log {classes} = {most:.2f} nats at most; the labels of the codes have {value:.2f}. The class of a draw is voted by its {votes} nearest labelled codes. With few draws the entropy is a little low: here by about {number:.3f}.</source>
        <translation>Wie viele gleich häufige Klassen so vielfältig sind wie diese Ziehungen: exp der Entropie ihrer Klassen, {entropy:.2f} Nats, höchstens log {classes} = {most:.2f} Nats; die Klassen der Codes haben {value:.2f}. Über die Klasse einer Ziehung stimmen ihre {votes} nächsten Codes ab. Bei wenigen Ziehungen ist die Entropie etwas zu klein: hier um etwa {number:.3f}.</translation>
    </message>
    <message>
        <source>of {classes} classes (variety)</source>
        <translation>von {classes} Klassen (Vielfalt)</translation>
    </message>
    <message>
        <source>The draws&apos; mean distance to the nearest stored code, {distance} latent units, as a multiple of the codes&apos; own mean distance to their nearest other, {own}: 1 is as near as codes are to each other, in any model.</source>
        <translation>Der mittlere Abstand der Ziehungen zum nächsten gespeicherten Code, {distance} latente Einheiten, als Vielfaches des mittleren Abstands der Codes zu ihrem nächsten anderen, {own}: 1 ist so nahe, wie Codes einander sind, in jedem Modell.</translation>
    </message>
    <message>
        <source>to the nearest code, on average</source>
        <translation>zum nächsten Code, im Mittel</translation>
    </message>
    <message>
        <source>usual distance between codes</source>
        <translation>üblicher Abstand zwischen Codes</translation>
    </message>
</context>
<context>
    <name>selection</name>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>A bright rim around the selected codes</source>
        <translation>Ein heller Rand um die ausgewählten Codes</translation>
    </message>
    <message>
        <source>Selection: members, numbers, CSV</source>
        <translation>Auswahl: Mitglieder, Zahlen, CSV</translation>
    </message>
    <message>
        <source>Hand: a drag pans</source>
        <translation>Hand: Ziehen verschiebt</translation>
    </message>
    <message>
        <source>Lasso: a drag selects</source>
        <translation>Lasso: Ziehen wählt aus</translation>
    </message>
    <message>
        <source>Box: a drag selects</source>
        <translation>Rechteck: Ziehen wählt aus</translation>
    </message>
    <message>
        <source>Select all that is shown</source>
        <translation>Alles Sichtbare auswählen</translation>
    </message>
    <message>
        <source>Select the probe&apos;s class</source>
        <translation>Die Klasse an der Sonde auswählen</translation>
    </message>
    <message>
        <source>Invert the selection</source>
        <translation>Auswahl umkehren</translation>
    </message>
    <message>
        <source>Add the neighbours</source>
        <translation>Nachbarn hinzufügen</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Undo the selection</source>
        <translation>Auswahl rückgängig machen</translation>
    </message>
    <message>
        <source>Redo the selection</source>
        <translation>Auswahl wiederherstellen</translation>
    </message>
    <message>
        <source>Select samples by number</source>
        <translation>Beispiele nach Nummer auswählen</translation>
    </message>
    <message>
        <source>Copy the selected codes</source>
        <translation>Ausgewählte Codes kopieren</translation>
    </message>
    <message>
        <source>Compare neighbourhoods</source>
        <translation>Nachbarschaften vergleichen</translation>
    </message>
    <message>
        <source>Members of the selection</source>
        <translation>Mitglieder der Auswahl</translation>
    </message>
    <message>
        <source>No codes are shown, so there are none to select.</source>
        <translation>Es sind keine Codes sichtbar, also keine auszuwählen.</translation>
    </message>
    <message>
        <source>Point at a map first: there is no sample at the probe.</source>
        <translation>Zeige zuerst auf eine Karte: an der Sonde ist kein Beispiel.</translation>
    </message>
    <message>
        <source>This model stores no codes to select.</source>
        <translation>Dieses Modell speichert keine Codes zum Auswählen.</translation>
    </message>
    <message>
        <source>That sample is hidden.</source>
        <translation>Dieses Beispiel ist ausgeblendet.</translation>
    </message>
    <message>
        <source>All of these samples are hidden.</source>
        <translation>Alle diese Beispiele sind ausgeblendet.</translation>
    </message>
    <message>
        <source>Select something on this map first.</source>
        <translation>Wähle zuerst etwas auf dieser Karte aus.</translation>
    </message>
    <message>
        <source>This model stores no codes to compare.</source>
        <translation>Dieses Modell speichert keine Codes zum Vergleichen.</translation>
    </message>
    <message>
        <source>{more:,} neighbours were added.</source>
        <translation>{more:,} Nachbarn kamen dazu.</translation>
    </message>
    <message>
        <source>All neighbours are selected or hidden.</source>
        <translation>Alle Nachbarn sind ausgewählt oder ausgeblendet.</translation>
    </message>
    <message>
        <source>nothing is selected</source>
        <translation>nichts ist ausgewählt</translation>
    </message>
    <message>
        <source>the selected samples are not of this model</source>
        <translation>die ausgewählten Beispiele sind nicht von diesem Modell</translation>
    </message>
    <message>
        <source>The chosen samples: their pictures, codes and neighbours.</source>
        <translation>Die gewählten Beispiele: ihre Bilder, Codes und Nachbarn.</translation>
    </message>
    <message>
        <source>Nothing is selected. Shift+drag draws a lasso, Ctrl+drag a box.</source>
        <translation>Nichts ist ausgewählt. Shift+Ziehen zeichnet ein Lasso, Ctrl+Ziehen ein Rechteck.</translation>
    </message>
    <message>
        <source>How many of each class are selected</source>
        <translation>Wie viele jeder Klasse ausgewählt sind</translation>
    </message>
    <message>
        <source>Add the mean of the selection to a code, or subtract it (Shift+Y)</source>
        <translation>Das Mittel der Auswahl zu einem Code addieren oder abziehen (Shift+Y)</translation>
    </message>
    <message>
        <source>Arithmetic…</source>
        <translation>Rechnen…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the selection (U)</source>
        <translation>Auswahl rückgängig machen (U)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Redo the selection (Shift+U)</source>
        <translation>Auswahl wiederherstellen (Shift+U)</translation>
    </message>
    <message>
        <source>Select samples by their numbers, and probe the first; Shift+Enter adds them</source>
        <translation>Beispiele nach ihren Nummern auswählen und das erste zeigen; Shift+Enter fügt sie hinzu</translation>
    </message>
    <message>
        <source>by number: 17, or 100-120, 300</source>
        <translation>nach Nummer: 17, oder 100-120, 300</translation>
    </message>
    <message>
        <source>Numbers of samples to select</source>
        <translation>Nummern der auszuwählenden Beispiele</translation>
    </message>
    <message>
        <source>Select the samples of these numbers (Enter)</source>
        <translation>Die Beispiele mit diesen Nummern auswählen (Enter)</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Select all that is shown (Ctrl+A)</source>
        <translation>Alles Sichtbare auswählen (Ctrl+A)</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Select the class of the sample at the probe (Ctrl+Shift+A)</source>
        <translation>Die Klasse des Beispiels an der Sonde auswählen (Ctrl+Shift+A)</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Select what is shown and not selected (Ctrl+I)</source>
        <translation>Auswählen, was sichtbar und nicht ausgewählt ist (Ctrl+I)</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Wachsen</translation>
    </message>
    <message>
        <source>Add the 10 nearest neighbours of each, in the whole latent space (Ctrl+G)</source>
        <translation>Von jedem die 10 nächsten Nachbarn hinzufügen, im ganzen latenten Raum (Ctrl+G)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Select nothing (Ctrl+D)</source>
        <translation>Nichts auswählen (Ctrl+D)</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Next page; each page is a random sample</source>
        <translation>Nächste Seite; jede Seite ist eine Zufallsauswahl</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Copy number, label, split and code of every member as CSV</source>
        <translation>Nummer, Klasse, Teil und Code jedes Mitglieds als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>CSV kopieren</translation>
    </message>
    <message>
        <source>Save CSV…</source>
        <translation>CSV speichern…</translation>
    </message>
    <message>
        <source>Save the same table as a file</source>
        <translation>Dieselbe Tabelle als Datei speichern</translation>
    </message>
    <message>
        <source>codes of</source>
        <translation>Codes von</translation>
    </message>
    <message>
        <source>How many of the 10 nearest codes have the same label, and are the same on both maps (N)</source>
        <translation>Wie viele der 10 nächsten Codes dieselbe Klasse haben und auf beiden Karten dieselben sind (N)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>Nachbarn</translation>
    </message>
    <message>
        <source>Map {pane}</source>
        <translation>Karte {pane}</translation>
    </message>
    <message>
        <source>{n:,} codes are on the clipboard.</source>
        <translation>{n:,} Codes sind in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Save the selected codes</source>
        <translation>Die ausgewählten Codes speichern</translation>
    </message>
    <message>
        <source>{path}: cannot be written: {strerror}. Choose another folder.</source>
        <translation>{path}: kann nicht geschrieben werden: {strerror}. Wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{n:,} codes were written to {path}.</source>
        <translation>{n:,} Codes wurden nach {path} geschrieben.</translation>
    </message>
    <message>
        <source>{n:,} samples, whose images these maps do not show</source>
        <translation>{n:,} Beispiele, deren Bilder diese Karten nicht zeigen</translation>
    </message>
    <message>
        <source>, on both maps</source>
        <translation>, auf beiden Karten</translation>
    </message>
    <message>
        <source>, on this map only</source>
        <translation>, nur auf dieser Karte</translation>
    </message>
    <message>
        <source>of {n:,} codes{both}</source>
        <translation>von {n:,} Codes{both}</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>ohne Klasse</translation>
    </message>
    <message>
        <source>decoding …</source>
        <translation>wird dekodiert …</translation>
    </message>
    <message>
        <source> · page {page} of {pages:,}</source>
        <translation> · Seite {page} von {pages:,}</translation>
    </message>
    <message>
        <source>{n} of {all:,} shown{page} · {parts}</source>
        <translation>{n} von {all:,} gezeigt{page} · {parts}</translation>
    </message>
    <message>
        <source>{k} nearest agree with the label: {agree}</source>
        <translation>{k} nächste stimmen mit der Klasse überein: {agree}</translation>
    </message>
    <message>
        <source>neighbours in common between the maps: {overlap:.1f} %</source>
        <translation>gemeinsame Nachbarn der Karten: {overlap:.1f} %</translation>
    </message>
    <message>
        <source>all codes</source>
        <translation>alle Codes</translation>
    </message>
    <message>
        <source>the selected</source>
        <translation>die ausgewählten</translation>
    </message>
    <message>
        <source> · of an earlier selection</source>
        <translation> · einer früheren Auswahl</translation>
    </message>
    <message>
        <source>n = {n:,} of {of:,}, {whose}; k = {k}{stale}</source>
        <translation>n = {n:,} von {of:,}, {whose}; k = {k}{stale}</translation>
    </message>
    <message>
        <source>Hand: a drag pans; Shift+drag adds by a lasso, Alt+drag removes, Ctrl+drag is a box (H)</source>
        <translation>Hand: Ziehen verschiebt; Shift+Ziehen fügt mit einem Lasso hinzu, Alt+Ziehen entfernt, Ctrl+Ziehen ist ein Rechteck (H)</translation>
    </message>
    <message>
        <source>Lasso: a drag selects; Shift adds, Alt or Ctrl removes (Q)</source>
        <translation>Lasso: Ziehen wählt aus; Shift fügt hinzu, Alt oder Ctrl entfernt (Q)</translation>
    </message>
    <message>
        <source>Box: a drag selects; Shift adds, Alt or Ctrl removes (W)</source>
        <translation>Rechteck: Ziehen wählt aus; Shift fügt hinzu, Alt oder Ctrl entfernt (W)</translation>
    </message>
    <message>
        <source>Selecting tool</source>
        <translation>Auswahlwerkzeug</translation>
    </message>
    <message>
        <source>What is selected: images, numbers, codes (K)</source>
        <translation>Was ausgewählt ist: Bilder, Zahlen, Codes (K)</translation>
    </message>
</context>
<context>
    <name>session</name>
    <message>
        <source>wrote what is no reply ({error})</source>
        <translation>schrieb, was keine Antwort ist ({error})</translation>
    </message>
    <message>
        <source>could not be started ({errorstring})</source>
        <translation>konnte nicht gestartet werden ({errorstring})</translation>
    </message>
    <message>
        <source>inference process</source>
        <translation>Rechenprozess</translation>
    </message>
    <message>
        <source>reading process</source>
        <translation>Leseprozess</translation>
    </message>
    <message>
        <source>Is it on a disk or a server that is away?</source>
        <translation>Liegt er auf einem Laufwerk oder Server, der nicht da ist?</translation>
    </message>
    <message>
        <source>handing over this model</source>
        <translation>das Übergeben dieses Modells</translation>
    </message>
    <message>
        <source>closing this model</source>
        <translation>das Schließen dieses Modells</translation>
    </message>
    <message>
        <source>opening this model</source>
        <translation>das Öffnen dieses Modells</translation>
    </message>
    <message>
        <source>reading the codes</source>
        <translation>das Lesen der Codes</translation>
    </message>
    <message>
        <source>reading the training&apos;s history</source>
        <translation>das Lesen des Trainingsverlaufs</translation>
    </message>
    <message>
        <source>encoding and decoding</source>
        <translation>das Kodieren und Dekodieren</translation>
    </message>
    <message>
        <source>searching for the best code</source>
        <translation>die Suche nach dem besten Code</translation>
    </message>
    <message>
        <source>measuring a layer of the map</source>
        <translation>das Messen einer Ebene der Karte</translation>
    </message>
    <message>
        <source>finding neighbours</source>
        <translation>die Suche nach Nachbarn</translation>
    </message>
    <message>
        <source>finding the nearest codes</source>
        <translation>die Suche nach den nächsten Codes</translation>
    </message>
    <message>
        <source>writing the codes</source>
        <translation>das Schreiben der Codes</translation>
    </message>
    <message>
        <source>drawing codes at random</source>
        <translation>das Ziehen zufälliger Codes</translation>
    </message>
    <message>
        <source>measuring a claim</source>
        <translation>das Messen einer Aussage</translation>
    </message>
    <message>
        <source>asking the judge</source>
        <translation>die Frage an den Prüfer</translation>
    </message>
    <message>
        <source>tracing a path</source>
        <translation>das Verfolgen eines Weges</translation>
    </message>
    <message>
        <source>measuring a path</source>
        <translation>das Messen eines Weges</translation>
    </message>
    <message>
        <source>looking into this model</source>
        <translation>der Blick in dieses Modell</translation>
    </message>
    <message>
        <source>running these networks</source>
        <translation>das Ausführen dieser Netze</translation>
    </message>
    <message>
        <source>comparing this model with its manifest</source>
        <translation>der Vergleich dieses Modells mit seinem Manifest</translation>
    </message>
    <message>
        <source>the folder cannot be read: reading {what}</source>
        <translation>der Ordner ist nicht lesbar: das Lesen {what}</translation>
    </message>
    <message>
        <source>, {times} times</source>
        <translation>, {times}-mal</translation>
    </message>
    <message>
        <source>{doing} made the inference process stop: it {what}{often}</source>
        <translation>{doing} hat den Rechenprozess beendet: er {what}{often}</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>Wähle ein anderes Modell.</translation>
    </message>
    <message>
        <source>was killed ({code})</source>
        <translation>wurde beendet ({code})</translation>
    </message>
    <message>
        <source>ended by itself (exit code {code})</source>
        <translation>endete von selbst (Code {code})</translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation>Code {number}</translation>
    </message>
    <message>
        <source>took more memory than it may</source>
        <translation>brauchte mehr Speicher, als er darf</translation>
    </message>
    <message>
        <source>did not answer within {allowed_s:.3g} s</source>
        <translation>antwortete nicht innerhalb von {allowed_s:.3g} s</translation>
    </message>
    <message>
        <source>{starts} times in a row; it rests until it is needed</source>
        <translation>{starts}-mal hintereinander; er ruht, bis er gebraucht wird</translation>
    </message>
    <message>
        <source>and is started again</source>
        <translation>und wird neu gestartet</translation>
    </message>
    <message>
        <source>The {process} {what} {end}.</source>
        <translation>Der {process} {what} {end}.</translation>
    </message>
    <message>
        <source>the {process} {what}</source>
        <translation>der {process} {what}</translation>
    </message>
    <message>
        <source>Start the program again.</source>
        <translation>Starte das Programm neu.</translation>
    </message>
    <message>
        <source>Undone: {what}.</source>
        <translation>Rückgängig: {what}.</translation>
    </message>
    <message>
        <source>Done again: {what}.</source>
        <translation>Wiederhergestellt: {what}.</translation>
    </message>
</context>
<context>
    <name>tiles</name>
    <message>
        <source>Decoded grid</source>
        <translation>Dekodiertes Raster</translation>
    </message>
    <message>
        <source>What the decoder draws at every place (G)</source>
        <translation>Was der Decoder an jeder Stelle zeichnet (G)</translation>
    </message>
    <message>
        <source>Decoder sensitivity</source>
        <translation>Empfindlichkeit des Decoders</translation>
    </message>
    <message>
        <source>How much a small step changes the picture: √det(JᵀJ)</source>
        <translation>Wie stark ein kleiner Schritt das Bild ändert: √det(JᵀJ)</translation>
    </message>
    <message>
        <source>Decoder sensitivity, log</source>
        <translation>Empfindlichkeit des Decoders, log</translation>
    </message>
    <message>
        <source>Distance to codes</source>
        <translation>Abstand zu Codes</translation>
    </message>
    <message>
        <source>How far the nearest stored code is</source>
        <translation>Wie weit der nächste gespeicherte Code ist</translation>
    </message>
    <message>
        <source>Distance to the nearest code, log</source>
        <translation>Abstand zum nächsten Code, log</translation>
    </message>
    <message>
        <source>Density of codes</source>
        <translation>Dichte der Codes</translation>
    </message>
    <message>
        <source>How many stored codes are around a place</source>
        <translation>Wie viele gespeicherte Codes um eine Stelle sind</translation>
    </message>
    <message>
        <source>Density of the prior</source>
        <translation>Dichte des Priors</translation>
    </message>
    <message>
        <source>Where random draws from N(0, I) fall</source>
        <translation>Wohin Zufallsziehungen aus N(0, I) fallen</translation>
    </message>
    <message>
        <source>Class regions</source>
        <translation>Klassengebiete</translation>
    </message>
    <message>
        <source>Class of the 15 nearest codes; paler where they disagree</source>
        <translation>Klasse der 15 nächsten Codes; blasser, wo sie uneins sind</translation>
    </message>
    <message>
        <source>Prior mass where no code is</source>
        <translation>Prior, wo kein Code ist</translation>
    </message>
    <message>
        <source>Where random draws fall, but no code is</source>
        <translation>Wohin Zufallsziehungen fallen, aber kein Code ist</translation>
    </message>
    <message>
        <source>Sensitivity directions</source>
        <translation>Richtungen der Empfindlichkeit</translation>
    </message>
    <message>
        <source>Ellipses, long towards the largest change</source>
        <translation>Ellipsen, lang in Richtung der größten Änderung</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Rundweg</translation>
    </message>
    <message>
        <source>From z to the code of its picture: short is self-consistent, not yet good</source>
        <translation>Von z zum Code seines Bildes: kurz ist in sich stimmig, noch nicht gut</translation>
    </message>
    <message>
        <source>Tiles fixed to the map or to the screen</source>
        <translation>Kacheln fest auf der Karte oder dem Bildschirm</translation>
    </message>
    <message>
        <source>Smaller tiles</source>
        <translation>Kleinere Kacheln</translation>
    </message>
    <message>
        <source>Larger tiles</source>
        <translation>Größere Kacheln</translation>
    </message>
    <message>
        <source>Class regions, by certainty</source>
        <translation>Klassengebiete, nach Sicherheit</translation>
    </message>
    <message>
        <source>Prior where no code is</source>
        <translation>Prior, wo kein Code ist</translation>
    </message>
    <message>
        <source>is of the plane of z1 and z2</source>
        <translation>gehört zur Schnittebene von z1 und z2</translation>
    </message>
    <message>
        <source>of the prior, a cell</source>
        <translation>des Priors, je Zelle</translation>
    </message>
    <message>
        <source>The inference process gave other numbers than were asked for.</source>
        <translation>Der Rechenprozess gab andere Zahlen, als gefragt waren.</translation>
    </message>
    <message>
        <source>Round trip z, x̂, z</source>
        <translation>Rundweg z, x̂, z</translation>
    </message>
    <message>
        <source>latent units</source>
        <translation>latente Einheiten</translation>
    </message>
    <message>
        <source>longest: {length} pixel units per unit</source>
        <translation>längste: {length} Pixeleinheiten je Einheit</translation>
    </message>
    <message>
        <source>needs stored codes</source>
        <translation>braucht gespeicherte Codes</translation>
    </message>
    <message>
        <source>needs an encoder</source>
        <translation>braucht einen Encoder</translation>
    </message>
    <message>
        <source>this model has no prior</source>
        <translation>dieses Modell hat keinen Prior</translation>
    </message>
</context>
<context>
    <name>train</name>
    <message>
        <source>Train a model of your own</source>
        <translation>Ein eigenes Modell trainieren</translation>
    </message>
    <message>
        <source>The command is in the clipboard.</source>
        <translation>Der Befehl ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>cannot be started: {strerror}</source>
        <translation>kann nicht gestartet werden: {strerror}</translation>
    </message>
    <message>
        <source>{name} is trained: it opens in the active map.</source>
        <translation>{name} ist trainiert: es öffnet sich auf der aktiven Karte.</translation>
    </message>
    <message>
        <source>Training failed: {error}</source>
        <translation>Das Training schlug fehl: {error}</translation>
    </message>
    <message>
        <source>The images to train on</source>
        <translation>Die Bilder zum Trainieren</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>digits: 1,797, no download</source>
        <translation>digits: 1,797, ohne Download</translation>
    </message>
    <message>
        <source>mnist: 60,000 handwritten digits</source>
        <translation>mnist: 60,000 handgeschriebene Ziffern</translation>
    </message>
    <message>
        <source>fashion-mnist: 60,000 articles of clothing</source>
        <translation>fashion-mnist: 60,000 Kleidungsstücke</translation>
    </message>
    <message>
        <source>kmnist: 60,000 cursive Japanese characters</source>
        <translation>kmnist: 60,000 japanische Schriftzeichen</translation>
    </message>
    <message>
        <source>emnist-letters: 124,800 handwritten letters</source>
        <translation>emnist-letters: 124,800 Buchstaben</translation>
    </message>
    <message>
        <source>emnist-balanced: 112,800 digits and letters</source>
        <translation>emnist-balanced: 112,800 Ziffern, Buchstaben</translation>
    </message>
    <message>
        <source>omniglot: 4,840 characters, eight alphabets</source>
        <translation>omniglot: 4,840 Zeichen aus acht Alphabeten</translation>
    </message>
    <message>
        <source>Linear AE</source>
        <translation>Linearer AE</translation>
    </message>
    <message>
        <source>Cross-entropy (Bernoulli)</source>
        <translation>Kreuzentropie (Bernoulli)</translation>
    </message>
    <message>
        <source>Squared error, summed over pixels</source>
        <translation>Quadratischer Fehler, über Pixel summiert</translation>
    </message>
    <message>
        <source>Squared error at a fixed variance (Gaussian)</source>
        <translation>Quadratischer Fehler mit fester Varianz (Gauß)</translation>
    </message>
    <message>
        <source>The training package</source>
        <translation>Das Trainingspaket</translation>
    </message>
    <message>
        <source>{what} is not installed here. In a checkout of the project: {install}</source>
        <translation>{what} ist hier nicht installiert. In einer Kopie des Projekts: {install}</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>numbers such as 512, 256</source>
        <translation>Zahlen wie 512, 256</translation>
    </message>
    <message>
        <source>each from 1 to {widest:,}</source>
        <translation>jede von 1 bis {widest:,}</translation>
    </message>
    <message>
        <source>{widths} layers</source>
        <translation>{widths} Schichten</translation>
    </message>
    <message>
        <source>at most {most_layers}</source>
        <translation>höchstens {most_layers}</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>a number, 0 or more, such as 1 or 0.5</source>
        <translation>eine Zahl ab 0, wie 1 oder 0.5</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>at most {pixels}, the values of an image</source>
        <translation>höchstens {pixels}, die Werte eines Bildes</translation>
    </message>
    <message>
        <source>nothing could be found out about it</source>
        <translation>über sie ließ sich nichts herausfinden</translation>
    </message>
    <message>
        <source>aevae-train ended with code {code}.</source>
        <translation>aevae-train endete mit Code {code}.</translation>
    </message>
    <message>
        <source>Train a model of your own. It goes on while the card is closed.</source>
        <translation>Trainiere ein eigenes Modell. Es läuft weiter, während das Feld geschlossen ist.</translation>
    </message>
    <message>
        <source>What one pixel&apos;s error costs: the reconstruction term of the loss</source>
        <translation>Was der Fehler eines Pixels kostet: der Rekonstruktionsterm des Verlusts</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>An autoencoder</source>
        <translation>Ein Autoencoder</translation>
    </message>
    <message>
        <source>An autoencoder of one affine map each way: what PCA finds</source>
        <translation>Ein Autoencoder aus einer affinen Abbildung je Richtung: was PCA findet</translation>
    </message>
    <message>
        <source>A variational one</source>
        <translation>Ein variationeller</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Widths of the encoder&apos;s layers, image side first; the decoder has them reversed</source>
        <translation>Breiten der Schichten des Encoders, von der Bildseite her; der Decoder hat sie umgekehrt</translation>
    </message>
    <message>
        <source>Weight of the KL term (1: the plain VAE)</source>
        <translation>Gewicht des KL-Terms (1: der einfache VAE)</translation>
    </message>
    <message>
        <source>Numbers in a code, the size of z</source>
        <translation>Zahlen in einem Code, die Größe von z</translation>
    </message>
    <message>
        <source>Times that it sees every training image</source>
        <translation>Wie oft es jedes Trainingsbild sieht</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Training images held out for the validation curve</source>
        <translation>Trainingsbilder, die für die Validierungskurve zurückgehalten werden</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Seed of weights, order and noise: the same seed gives the same model</source>
        <translation>Startwert von Gewichten, Reihenfolge und Rauschen: gleicher Startwert, gleiches Modell</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop after this step; what is there is kept</source>
        <translation>Nach diesem Schritt anhalten; was da ist, bleibt</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on where it was stopped</source>
        <translation>Dort weitermachen, wo es angehalten wurde</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>Behalten, wie es ist</translation>
    </message>
    <message>
        <source>Make a model of what is there</source>
        <translation>Aus dem, was da ist, ein Modell machen</translation>
    </message>
    <message>
        <source>Copy the command that does the same, for a terminal</source>
        <translation>Den Befehl kopieren, der dasselbe tut, für ein Terminal</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>How much of the training is done</source>
        <translation>Wie viel vom Training getan ist</translation>
    </message>
    <message>
        <source>Runs of before with their last losses (reconstruction + KL); the curve of one is shown beside</source>
        <translation>Frühere Läufe mit ihren letzten Verlusten (Rekonstruktion + KL); die Kurve von einem wird daneben gezeigt</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Codes of training images</source>
        <translation>Codes der Trainingsbilder</translation>
    </message>
    <message>
        <source>A grid of decodes</source>
        <translation>Ein Raster dekodierter Bilder</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Reading the images and making the networks…</source>
        <translation>Die Bilder werden gelesen und die Netze gemacht…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Measuring, and writing the bundle…</source>
        <translation>Es wird gemessen und das Bündel geschrieben…</translation>
    </message>
    <message>
        <source>Stopping after this step…</source>
        <translation>Hält nach diesem Schritt an…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop after this step; it can go on later</source>
        <translation>Nach diesem Schritt anhalten; es kann später weitergehen</translation>
    </message>
    <message>
        <source>Go on without the window</source>
        <translation>Ohne das Fenster weitermachen</translation>
    </message>
    <message>
        <source>It trains to its end, and its model is then in the library</source>
        <translation>Es trainiert bis zum Ende, und sein Modell ist dann in der Bibliothek</translation>
    </message>
    <message>
        <source>A folder of your own pictures</source>
        <translation>Ein Ordner mit eigenen Bildern</translation>
    </message>
    <message>
        <source>A file of your own images: NPZ, NPY, IDX</source>
        <translation>Eine Datei mit eigenen Bildern: NPZ, NPY, IDX</translation>
    </message>
    <message>
        <source>Arrays (*.npz *.npy *ubyte *ubyte.gz)</source>
        <translation>Arrays (*.npz *.npy *ubyte *ubyte.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Outer folders</source>
        <translation>Äußere Ordner</translation>
    </message>
    <message>
        <source>Inner folders</source>
        <translation>Innere Ordner</translation>
    </message>
    <message>
        <source>The outer folders are the classes</source>
        <translation>Die äußeren Ordner sind die Klassen</translation>
    </message>
    <message>
        <source>The inner folders are the classes</source>
        <translation>Die inneren Ordner sind die Klassen</translation>
    </message>
    <message>
        <source>{name}: your own</source>
        <translation>{name}: deine eigenen</translation>
    </message>
    <message>
        <source>Looking at the images…</source>
        <translation>Die Bilder werden angesehen…</translation>
    </message>
    <message>
        <source>It does not work: {error}</source>
        <translation>Es geht nicht: {error}</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>farbig</translation>
    </message>
    <message>
        <source>{train:,} images to train on and {test:,} to test, {high} × {wide} {colour}</source>
        <translation>{train:,} Bilder zum Trainieren und {test:,} zum Testen, {high} × {wide} {colour}</translation>
    </message>
    <message>
        <source>{outer:,} outer and {inner:,} inner folders</source>
        <translation>{outer:,} äußere und {inner:,} innere Ordner</translation>
    </message>
    <message>
        <source>{classes:,} classes</source>
        <translation>{classes:,} Klassen</translation>
    </message>
    <message>
        <source>{all:,} parameters: encoder {encoder:,}, decoder {decoder:,}</source>
        <translation>{all:,} Parameter: Encoder {encoder:,}, Decoder {decoder:,}</translation>
    </message>
    <message>
        <source>It can go on, or be kept as it is.</source>
        <translation>Es kann weitergehen oder bleiben, wie es ist.</translation>
    </message>
    <message>
        <source>Nothing was trained yet.</source>
        <translation>Es wurde noch nichts trainiert.</translation>
    </message>
    <message>
        <source>{name} was stopped. {rest}</source>
        <translation>{name} wurde angehalten. {rest}</translation>
    </message>
    <message>
        <source>It did not work: {error}</source>
        <translation>Es ging nicht: {error}</translation>
    </message>
    <message>
        <source>{name} is trained, and among your models.</source>
        <translation>{name} ist trainiert und unter deinen Modellen.</translation>
    </message>
    <message>
        <source>{name} is still in training. Stop it?</source>
        <translation>{name} trainiert noch. Anhalten?</translation>
    </message>
    <message>
        <source>What is trained so far is kept either way. A run that goes on is found in the Train card again.</source>
        <translation>Was bisher trainiert ist, bleibt so oder so. Ein Lauf, der weitergeht, ist im Feld Trainieren wieder zu finden.</translation>
    </message>
    <message>
        <source>, {seconds} s left</source>
        <translation>, noch {seconds} s</translation>
    </message>
    <message>
        <source>, {seconds:.0f} min left</source>
        <translation>, noch {seconds:.0f} min</translation>
    </message>
    <message>
        <source>, {seconds:.1f} h left</source>
        <translation>, noch {seconds:.1f} h</translation>
    </message>
    <message>
        <source>Epoch {epoch}: reconstruction {reconstruction}</source>
        <translation>Epoche {epoch}: Rekonstruktion {reconstruction}</translation>
    </message>
    <message>
        <source>KL {kl}</source>
        <translation>KL {kl}</translation>
    </message>
    <message>
        <source>of images held out {error}</source>
        <translation>der zurückgehaltenen Bilder {error}</translation>
    </message>
    <message>
        <source> and KL {kl}</source>
        <translation> und KL {kl}</translation>
    </message>
    <message>
        <source> nats an image</source>
        <translation> Nats je Bild</translation>
    </message>
    <message>
        <source>after epoch {epoch:,}</source>
        <translation>nach Epoche {epoch:,}</translation>
    </message>
    <message>
        <source>before training</source>
        <translation>vor dem Training</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>z{k} from {low:.2g} to {high:.2g}</source>
        <translation>z{k} von {low:.2g} bis {high:.2g}</translation>
    </message>
    <message>
        <source>{codes:,} images {when}: their codes, and what is decoded at {where}.</source>
        <translation>{codes:,} Bilder {when}: ihre Codes und was bei {where} dekodiert wird.</translation>
    </message>
    <message>
        <source>No other run</source>
        <translation>Kein anderer Lauf</translation>
    </message>
    <message>
        <source>, stopped</source>
        <translation>, angehalten</translation>
    </message>
    <message>
        <source>{name}: {epoch:,} epochs{how}, {figures} nats</source>
        <translation>{name}: {epoch:,} Epochen{how}, {figures} Nats</translation>
    </message>
    <message>
        <source>Loss, nats an image</source>
        <translation>Verlust, Nats je Bild</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>dieser Lauf</translation>
    </message>
    <message>
        <source>Reconstruction and KL together, nats an image</source>
        <translation>Rekonstruktion und KL zusammen, Nats je Bild</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>, 95 % interval {between}</source>
        <translation>, 95-%-Intervall {between}</translation>
    </message>
    <message>
        <source>{title}, along {along}</source>
        <translation>{title}, über {along}</translation>
    </message>
    <message>
        <source>No model here yet. Open Models (M), or train one with aevae-train.</source>
        <translation>Hier ist noch kein Modell. Öffne Modelle (M) oder trainiere eines mit aevae-train.</translation>
    </message>
    <message>
        <source>Opening the model …</source>
        <translation>Das Modell wird geöffnet …</translation>
    </message>
    <message>
        <source>This model stores no codes: point anywhere.</source>
        <translation>Dieses Modell speichert keine Codes: zeige irgendwohin.</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was zu sehen ist</translation>
    </message>
    <message>
        <source>Where is it safe?</source>
        <translation>Wo ist es sicher?</translation>
    </message>
    <message>
        <source>What does the decoder do?</source>
        <translation>Was tut der Decoder?</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>; what is beyond has the colour of the end</source>
        <translation>; was darüber hinausgeht, hat die Farbe des Endes</translation>
    </message>
    <message>
        <source>Close {title}</source>
        <translation>{title} schließen</translation>
    </message>
    <message>
        <source>{bars} more</source>
        <translation>{bars} weitere</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(kein Name)</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Linear {kind}</source>
        <translation>Linearer {kind}</translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation>Variationeller Autoencoder</translation>
    </message>
    <message>
        <source>Linear variational autoencoder</source>
        <translation>Linearer variationeller Autoencoder</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>Autoencoder</translation>
    </message>
    <message>
        <source>Linear autoencoder</source>
        <translation>Linearer Autoencoder</translation>
    </message>
    <message>
        <source>{value} nats</source>
        <translation>{value} Nats</translation>
    </message>
    <message>
        <source>var {value:.3g}</source>
        <translation>Var {value:.3g}</translation>
    </message>
    <message>
        <source>first to second</source>
        <translation>erste zur zweiten</translation>
    </message>
    <message>
        <source>towards the third</source>
        <translation>zur dritten hin</translation>
    </message>
    <message>
        <source>PCA plane: {share} % of the codes&apos; variance</source>
        <translation>PCA-Ebene: {share} % der Varianz der Codes</translation>
    </message>
    <message>
        <source>plane through {corners}</source>
        <translation>Ebene durch {corners}</translation>
    </message>
    <message>
        <source>{i} × {j} of {d}</source>
        <translation>{i} × {j} von {d}</translation>
    </message>
    <message>
        <source>{i} × {j} of {d}, the others fixed</source>
        <translation>{i} × {j} von {d}, die anderen fest</translation>
    </message>
    <message>
        <source>{i} × {j} of {d}, the others 0</source>
        <translation>{i} × {j} von {d}, die anderen 0</translation>
    </message>
    <message>
        <source>one latent number; rows separate the classes</source>
        <translation>eine latente Zahl; die Zeilen trennen die Klassen</translation>
    </message>
    <message>
        <source>prior N(0, I), rings at 1, 2, 3 σ</source>
        <translation>Prior N(0, I), Ringe bei 1, 2, 3 σ</translation>
    </message>
    <message>
        <source>spans the plane of PCA</source>
        <translation>spannt die Ebene der PCA auf</translation>
    </message>
    <message>
        <source>no prior: gaps are expected</source>
        <translation>kein Prior: Lücken sind zu erwarten</translation>
    </message>
    <message>
        <source>under 0.001</source>
        <translation>unter 0.001</translation>
    </message>
    <message>
        <source>{n} codes</source>
        <translation>{n} Codes</translation>
    </message>
    <message>
        <source>{n} of {total} codes</source>
        <translation>{n} von {total} Codes</translation>
    </message>
    <message>
        <source>{n:,} of {total:,}</source>
        <translation>{n:,} von {total:,}</translation>
    </message>
    <message>
        <source> and </source>
        <comment>between two numbers of codes</comment>
        <translation> und </translation>
    </message>
    <message>
        <source>… {count} in all</source>
        <translation>… {count} insgesamt</translation>
    </message>
    <message>
        <source>an image</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>an {name}</source>
        <comment>the name begins as 8 does: with a vowel</comment>
        <translation>{name}</translation>
    </message>
    <message>
        <source>a {name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>sample {row:,}</source>
        <translation>Beispiel {row:,}</translation>
    </message>
    <message>
        <source>test image</source>
        <translation>Testbild</translation>
    </message>
    <message>
        <source>training image</source>
        <translation>Trainingsbild</translation>
    </message>
    <message>
        <source>{distance} away</source>
        <translation>{distance} entfernt</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>{mode} mode</source>
        <translation>Modus {mode}</translation>
    </message>
    <message>
        <source>{language}: from the next start on.</source>
        <translation>{language}: ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Language: {language}</source>
        <translation>Sprache: {language}</translation>
    </message>
    <message>
        <source>One map or two</source>
        <translation>Eine Karte oder zwei</translation>
    </message>
    <message>
        <source>Fit the map</source>
        <translation>Ganze Karte</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Text as large as the system&apos;s</source>
        <translation>Schrift so groß wie im System</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>Keyboard to the next part of the window</source>
        <translation>Tastatur zum nächsten Teil des Fensters</translation>
    </message>
    <message>
        <source>Keyboard to the part before</source>
        <translation>Tastatur zum Teil davor</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>Befehl suchen…</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Cards, pen and numbers</source>
        <translation>Felder, Stift und Zahlen</translation>
    </message>
    <message>
        <source>The diagnostics are in the clipboard.</source>
        <translation>Die Diagnose ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>A laboratory for the latent spaces of autoencoders. It is free software under the MIT licence.</source>
        <translation>Ein Labor für die latenten Räume von Autoencodern. Es ist freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Inter (the font)</source>
        <translation>Inter (die Schrift)</translation>
    </message>
    <message>
        <source>Qt and PySide6 are used under the LGPL 3.0. They are separate libraries, which you may replace by versions of your own. Their source text: https://code.qt.io, the licence: https://www.gnu.org/licenses/lgpl-3.0.html</source>
        <translation>Qt und PySide6 werden unter der LGPL 3.0 benutzt. Es sind eigene Bibliotheken, die du durch eigene Fassungen ersetzen darfst. Ihr Quelltext: https://code.qt.io, die Lizenz: https://www.gnu.org/licenses/lgpl-3.0.html</translation>
    </message>
    <message>
        <source>Versions, screens, models and the last messages, as text: no names, no folders</source>
        <translation>Versionen, Bildschirme, Modelle und die letzten Meldungen, als Text: keine Namen, keine Ordner</translation>
    </message>
    <message>
        <source>About {title}</source>
        <translation>Über {title}</translation>
    </message>
    <message>
        <source>What a model may do</source>
        <translation>Was ein Modell darf</translation>
    </message>
    <message>
        <source>What it is made of</source>
        <translation>Woraus es besteht</translation>
    </message>
    <message>
        <source>memory is bounded</source>
        <translation>der Speicher ist begrenzt</translation>
    </message>
    <message>
        <source>memory is not bounded</source>
        <translation>der Speicher ist nicht begrenzt</translation>
    </message>
    <message>
        <source>it opens no file</source>
        <translation>er öffnet keine Datei</translation>
    </message>
    <message>
        <source>it may open files</source>
        <translation>er darf Dateien öffnen</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>kein Netzwerk</translation>
    </message>
    <message>
        <source>it may use the network</source>
        <translation>er darf das Netzwerk nutzen</translation>
    </message>
    <message>
        <source>it starts no program</source>
        <translation>er startet kein Programm</translation>
    </message>
    <message>
        <source>it may start programs</source>
        <translation>er darf Programme starten</translation>
    </message>
    <message>
        <source>processor time is bounded</source>
        <translation>die Rechenzeit ist begrenzt</translation>
    </message>
    <message>
        <source>processor time is not bounded</source>
        <translation>die Rechenzeit ist nicht begrenzt</translation>
    </message>
    <message>
        <source>The process that runs the networks has not said yet what it has given up.</source>
        <translation>Der Prozess, der die Netze ausführt, hat noch nicht gesagt, was er aufgegeben hat.</translation>
    </message>
    <message>
        <source>The process that runs the networks is confined: {holds}.</source>
        <translation>Der Prozess, der die Netze ausführt, ist eingesperrt: {holds}.</translation>
    </message>
    <message>
        <source>Not on this system: {lacks}; open only models you trust.</source>
        <translation>Nicht auf diesem System: {lacks}; öffne nur Modelle, denen du traust.</translation>
    </message>
    <message>
        <source>Press a key</source>
        <translation>Drücke eine Taste</translation>
    </message>
    <message>
        <source>Change the key of “{title}”</source>
        <translation>Die Taste von „{title}“ ändern</translation>
    </message>
    <message>
        <source>Move over a map</source>
        <translation>Über eine Karte gehen</translation>
    </message>
    <message>
        <source>decode what lives there</source>
        <translation>dekodieren, was dort wohnt</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>freeze the pointer, or add a way-point in Path mode</source>
        <translation>den Zeiger festhalten oder im Modus Weg einen Wegpunkt setzen</translation>
    </message>
    <message>
        <source>Drag, wheel or pinch</source>
        <translation>Ziehen, Rad oder zwei Finger</translation>
    </message>
    <message>
        <source>pan, zoom at the pointer</source>
        <translation>verschieben, am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Drag in the mini-map</source>
        <translation>In der Übersichtskarte ziehen</translation>
    </message>
    <message>
        <source>go there, while zoomed in</source>
        <translation>dorthin gehen, wenn hineingezoomt ist</translation>
    </message>
    <message>
        <source>Shift+drag, Alt+drag</source>
        <translation>Shift+Ziehen, Alt+Ziehen</translation>
    </message>
    <message>
        <source>a lasso adds codes to the selection, or removes them</source>
        <translation>ein Lasso fügt der Auswahl Codes hinzu oder nimmt sie weg</translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation>Ctrl+Ziehen</translation>
    </message>
    <message>
        <source>a box selects codes</source>
        <translation>ein Rechteck wählt Codes aus</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>fit the map</source>
        <translation>die ganze Karte</translation>
    </message>
    <message>
        <source>Drag a ring of the path</source>
        <translation>Einen Ring des Weges ziehen</translation>
    </message>
    <message>
        <source>move a way-point; Esc puts it back</source>
        <translation>einen Wegpunkt bewegen; Esc legt ihn zurück</translation>
    </message>
    <message>
        <source>Arrows, Ctrl+arrows</source>
        <translation>Pfeile, Ctrl+Pfeile</translation>
    </message>
    <message>
        <source>move the probe, the current way-point; with Shift finely</source>
        <translation>die Sonde bewegen, den gewählten Wegpunkt; mit Shift fein</translation>
    </message>
    <message>
        <source>Shift+click in the legend</source>
        <translation>Shift+Klick in der Legende</translation>
    </message>
    <message>
        <source>only this class</source>
        <translation>nur diese Klasse</translation>
    </message>
    <message>
        <source>One finger</source>
        <translation>Ein Finger</translation>
    </message>
    <message>
        <source>moves the probe; where it stays, it is a click</source>
        <translation>bewegt die Sonde; wo er bleibt, ist es ein Klick</translation>
    </message>
    <message>
        <source>Two fingers</source>
        <translation>Zwei Finger</translation>
    </message>
    <message>
        <source>pan and pinch; two taps fit the map</source>
        <translation>verschieben und zoomen; zweimal tippen zeigt die ganze Karte</translation>
    </message>
    <message>
        <source>A class on or off</source>
        <translation>Eine Klasse ein oder aus</translation>
    </message>
    <message>
        <source>Only this class</source>
        <translation>Nur diese Klasse</translation>
    </message>
    <message>
        <source>Press a key in this list to change it.</source>
        <translation>Drücke eine Taste in dieser Liste, um sie zu ändern.</translation>
    </message>
    <message>
        <source>Press the new key. Esc keeps the old one.</source>
        <translation>Drücke die neue Taste. Esc behält die alte.</translation>
    </message>
    <message>
        <source>What the mouse and the keys do.</source>
        <translation>Was Maus und Tasten tun.</translation>
    </message>
    <message>
        <source>Keys of a single character</source>
        <translation>Tasten aus einem einzigen Zeichen</translation>
    </message>
    <message>
        <source>Turned off, only keys with Ctrl or Alt and named ones such as F1 are heard</source>
        <translation>Ausgeschaltet wirken nur Tasten mit Ctrl oder Alt und benannte wie F1</translation>
    </message>
    <message>
        <source>Back to the default keys</source>
        <translation>Zurück zu den Standardtasten</translation>
    </message>
    <message>
        <source>Every key as it was at first</source>
        <translation>Jede Taste wie am Anfang</translation>
    </message>
    <message>
        <source>Mouse and fingers</source>
        <translation>Maus und Finger</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>The key of “{title}” is {shown_keys} now.</source>
        <translation>Die Taste von „{title}“ ist jetzt {shown_keys}.</translation>
    </message>
    <message>
        <source>All keys are as they were at first.</source>
        <translation>Alle Tasten sind wie am Anfang.</translation>
    </message>
    <message>
        <source>{title}: manual</source>
        <translation>{title}: Handbuch</translation>
    </message>
    <message>
        <source>{key} works buttons, lists and maps. Choose another key.</source>
        <translation>{key} bedient Knöpfe, Listen und Karten. Wähle eine andere Taste.</translation>
    </message>
    <message>
        <source>{key} opens the menu {menu}. Choose another key.</source>
        <translation>{key} öffnet das Menü {menu}. Wähle eine andere Taste.</translation>
    </message>
    <message>
        <source>{shown} is the key of “{title}”. Choose another one.</source>
        <translation>{shown} ist die Taste von „{title}“. Wähle eine andere.</translation>
    </message>
    <message>
        <source>The changed keys in the settings are not readable: the keys are as they were at first.</source>
        <translation>Die geänderten Tasten in den Einstellungen sind nicht lesbar: die Tasten sind wie am Anfang.</translation>
    </message>
    <message>
        <source>Changed keys in the settings that cannot be: {left}, the first of “{short}”.</source>
        <translation>Geänderte Tasten in den Einstellungen, die nicht gehen: {left}, die erste bei „{short}“.</translation>
    </message>
    <message>
        <source>No command has these words.</source>
        <translation>Kein Befehl hat diese Wörter.</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlsliste</translation>
    </message>
    <message>
        <source>Type some words of what you want to do; the arrow keys choose, Enter does it</source>
        <translation>Tippe Wörter dessen, was du tun willst; die Pfeiltasten wählen, Enter führt aus</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was willst du tun?</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>The arrow keys move the probe, with Shift finely; + and − zoom, 0 shows all.</source>
        <translation>Die Pfeiltasten bewegen die Sonde, mit Shift fein; + und − zoomen, 0 zeigt alles.</translation>
    </message>
    <message>
        <source>Latent map {index}</source>
        <translation>Latente Karte {index}</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Nothing has been opened yet</source>
        <translation>Es wurde noch nichts geöffnet</translation>
    </message>
    <message>
        <source>Move over a map to decode what lives there; a click freezes the pointer (E)</source>
        <translation>Über eine Karte gehen dekodiert, was dort wohnt; ein Klick hält den Zeiger fest (E)</translation>
    </message>
    <message>
        <source>Room for the pen: draw, and see where each model puts it (D)</source>
        <translation>Platz für den Stift: zeichne und sieh, wo jedes Modell es einordnet (D)</translation>
    </message>
    <message>
        <source>Clicks on a map add way-points; drag one to move it (P)</source>
        <translation>Klicks auf eine Karte setzen Wegpunkte; zieh einen, um ihn zu bewegen (P)</translation>
    </message>
    <message>
        <source>The article, claim by claim: predict, then see the picture, the number and the verdict (Shift+A)</source>
        <translation>Der Artikel, Aussage für Aussage: sag voraus, dann sieh Bild, Zahl und Urteil (Shift+A)</translation>
    </message>
    <message>
        <source>Only the active map (S)</source>
        <translation>Nur die aktive Karte (S)</translation>
    </message>
    <message>
        <source>Both maps side by side (S)</source>
        <translation>Beide Karten nebeneinander (S)</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>One map</source>
        <translation>Eine Karte</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Light or dark (T)</source>
        <translation>Hell oder dunkel (T)</translation>
    </message>
    <message>
        <source>Mouse and keys (?)</source>
        <translation>Maus und Tasten (?)</translation>
    </message>
    <message>
        <source>Two maps</source>
        <translation>Zwei Karten</translation>
    </message>
    <message>
        <source>Of what was dropped, the first {n} were opened, and {left} left.</source>
        <translation>Von dem, was abgelegt wurde, sind die ersten {n} geöffnet; {left} blieben übrig.</translation>
    </message>
    <message>
        <source>{path}: neither a model&apos;s folder, nor networks, nor a figure that this program has exported, nor a picture.</source>
        <translation>{path}: weder der Ordner eines Modells noch Netze, noch eine Abbildung, die dieses Programm exportiert hat, noch ein Bild.</translation>
    </message>
    <message>
        <source>Leave the window open</source>
        <translation>Das Fenster offen lassen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
</TS>
